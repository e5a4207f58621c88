package dev.heddle.sim.exhaustive;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Stamp;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node and its agent between two steps.
 *
 * @param index which node
 * @param boot number of its boot, from 1
 * @param session number of its agent's session
 * @param up whether it has power
 * @param disk its files
 * @param workloads what runs on it, by ComputeDomain
 * @param said what its agent last said of its grants
 * @param pinned the cluster it obeys, as it last said
 * @param obeyed highest order that it ever obeyed, whatever it remembers of it
 */
record Node(
        int index,
        int boot,
        int session,
        boolean up,
        Disk disk,
        SortedMap<String, Workload> workloads,
        Applied said,
        Optional<ClusterId> pinned,
        Stamp obeyed) {

    /** Folder of the agent's record. */
    static final Path CDI = Path.of("/run/cdi");

    Node {
        workloads = Collections.unmodifiableSortedMap(workloads);
    }

    Node with(Disk newDisk, SortedMap<String, Workload> running) {
        return new Node(index, boot, session, up, newDisk, running, said, pinned, obeyed);
    }

    Node saying(Applied words, Optional<ClusterId> cluster) {
        return new Node(index, boot, session, up, disk, workloads, words, cluster, obeyed);
    }

    Node obeying(Stamp stamp) {
        return new Node(index, boot, session, up, disk, workloads, said, pinned, stamp);
    }

    Node inSession(int number) {
        return new Node(index, boot, number, up, disk, workloads, said, pinned, obeyed);
    }

    /** Without power: nothing runs, and what was not forced to the disk is gone. */
    Node off() {
        return new Node(index, boot, session, false, disk.powerLost(), new TreeMap<>(), said, pinned, obeyed);
    }

    /** With power again, under the next boot. */
    Node on() {
        return new Node(index, boot + 1, session + 1, true, disk, workloads, said, pinned, obeyed);
    }

    /** Every CDI spec lets its workload start. */
    Node started() {
        SortedMap<String, Workload> running = new TreeMap<>((Map<String, Workload>) workloads);
        specs().forEach(running::put);
        return with(disk, running);
    }

    /** Workloads whose CDI spec is gone end. */
    Node ended() {
        SortedMap<String, Workload> running = new TreeMap<>((Map<String, Workload>) workloads);
        running.keySet().retainAll(specs().keySet());
        return with(disk, running);
    }

    /** What the CDI specs on it give. */
    SortedMap<String, Workload> specs() {
        SortedMap<String, Workload> specs = new TreeMap<>();
        disk.now().forEach((path, file) -> {
            if (CDI.equals(path.getParent()) && path.toString().endsWith(".json")) {
                Workload.of(file).ifPresent(workload -> specs.put(workload.computeDomain(), workload));
            }
        });
        return specs;
    }
}
