package dev.heddle.agent.testkit;

import dev.heddle.agent.apply.AppliedState;
import dev.heddle.agent.apply.Applier;
import dev.heddle.agent.apply.NodePaths;
import dev.heddle.agent.apply.Records;
import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.HeldState;
import dev.heddle.contract.model.NodeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One node with its disk and its processes; appliers come and go on it. */
public final class Node {

    private final Path folder;
    private final Crash crash = new Crash();
    private final FaultyStorage storage = new FaultyStorage(crash);
    private final FakePlatform platform = new FakePlatform(crash);
    private final List<AppliedState> heard = new ArrayList<>();
    private BootId boot = Orders.BOOT;
    private Optional<NodeReport> report = Optional.of(Reports.tray(4));
    private int instances;

    /** A node whose disk is this folder, and which was scrubbed before. */
    public Node(Path folder) throws IOException {
        this.folder = folder;
        Records.putClean(state(), Orders.NODE, boot);
    }

    /** Opens the record in a new agent process. */
    public Applier open() throws IOException {
        instances++;
        Applier.Ports ports = new Applier.Ports(
                storage, paths(), platform, new AgentInstance("agent-" + instances), () -> report, heard::add);
        return Applier.open(ports, state(), Orders.NODE, boot);
    }

    /** Where grants leave their traces. */
    public NodePaths paths() {
        return new NodePaths(folder.resolve("root"), folder.resolve("cdi"));
    }

    /** Folder of the record. */
    public Path state() {
        return folder.resolve("state");
    }

    /** File of the record. */
    public Path record() {
        return state().resolve("record");
    }

    /** The last thing said. */
    public AppliedState last() {
        return heard.getLast();
    }

    /** The last report. */
    public Applied applied() {
        return last().applied();
    }

    /** Everything said so far. */
    public List<AppliedState> heard() {
        return heard;
    }

    /** Names of the grants of the last report that are in this state, sorted. */
    public List<String> held(HeldState state) {
        return applied().held().stream()
                .filter(held -> held.state() == state)
                .map(HeldGrant::computeDomain)
                .map(uid -> uid.value().replace("uid-", ""))
                .sorted()
                .toList();
    }

    /** Names of the CDI files on the node, sorted. */
    public List<String> specs() {
        return names(paths().cdiRoot());
    }

    /** Names of the channel device nodes, sorted. */
    public List<String> channels() {
        return names(paths().channels());
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A reboot: devices, CDI files and processes are gone, the record stays. */
    public void reboot(BootId next) throws IOException {
        boot = next;
        platform.endProcesses();
        for (Path gone : List.of(paths().cdiRoot(), paths().channels())) {
            for (String name : names(gone)) {
                Files.delete(gone.resolve(name));
            }
        }
    }

    /** The running boot. */
    public BootId boot() {
        return boot;
    }

    /** What the agent sees of its hardware. */
    public void sees(Optional<NodeReport> seen) {
        report = seen;
    }

    /** When its agent dies. */
    public Crash crash() {
        return crash;
    }

    /** Its files. */
    public FaultyStorage storage() {
        return storage;
    }

    /** Its operating system. */
    public FakePlatform platform() {
        return platform;
    }
}
