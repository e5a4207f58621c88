package dev.heddle.coordinator.placement;

import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Chooses cliques and nodes for a gang: what fits, of that what costs the least room, of that the first by name. */
public final class Placer {

    private static final Comparator<CliqueRoom> BY_RACK =
            Comparator.comparing(CliqueRoom::rack).thenComparing(CliqueRoom::key);

    private Placer() {}

    /** Places a whole gang or says of every clique why not. */
    public static Placement place(List<CliqueRoom> rooms, GangRequest request) {
        List<Candidate> candidates =
                rooms.stream().map(room -> Candidate.of(room, request)).toList();
        SortedMap<CliqueKey, Integer> taken = choose(candidates, request);
        return taken.isEmpty()
                ? new Placement.Unplaceable(Verdicts.of(candidates, request, Set.of()))
                : new Placement.Placed(
                        segments(candidates, taken, request),
                        Verdicts.of(candidates, request, new HashSet<>(taken.keySet())));
    }

    /** Where {@link #place} places it, without the reasons; empty = it does not fit now. */
    public static List<Placement.Segment> find(List<CliqueRoom> rooms, GangRequest request) {
        List<Candidate> candidates = new ArrayList<>();
        for (CliqueRoom room : rooms) {
            if (room.nodes().size() >= request.perClique()) {
                candidates.add(Candidate.of(room, request));
            }
        }
        return segments(candidates, choose(candidates, request), request);
    }

    private static List<Placement.Segment> segments(
            List<Candidate> candidates, SortedMap<CliqueKey, Integer> taken, GangRequest request) {
        List<Placement.Segment> chosen = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Integer count = taken.get(candidate.room().key());
            if (count != null) {
                chosen.add(segment(candidate, count * request.perClique(), request.gpusPerNode()));
            }
        }
        return chosen;
    }

    /** Segments per clique, the one with the least room left over first; empty where not all of them fit. */
    private static SortedMap<CliqueKey, Integer> choose(List<Candidate> candidates, GangRequest request) {
        SortedMap<CliqueKey, Integer> taken = new TreeMap<>();
        Comparator<Candidate> largest = Comparator.comparingInt((Candidate c) -> -c.segments(request))
                .thenComparing(Candidate.LEAST_LOSS)
                .thenComparing(Candidate::room, BY_RACK);
        List<Candidate> open = candidates.stream()
                .filter(candidate -> candidate.segments(request) > 0)
                .sorted(largest)
                .toList();
        int left = request.nodes() / request.perClique();
        for (int i = 0; i < open.size(); i++) {
            Candidate next = open.get(i);
            if (next.segments(request) >= left) {
                taken.put(last(open.subList(i, open.size()), request, left), left);
                return taken;
            }
            taken.put(next.room().key(), next.segments(request));
            left -= next.segments(request);
        }
        return new TreeMap<>();
    }

    /** Of those that could take all that is left, the one with the least loss. */
    private static CliqueKey last(List<Candidate> open, GangRequest request, int left) {
        return open.stream()
                .filter(candidate -> candidate.segments(request) >= left)
                .min(Candidate.LEAST_LOSS.thenComparing(Candidate::room, BY_RACK))
                .orElseThrow()
                .room()
                .key();
    }

    private static Placement.Segment segment(Candidate candidate, int nodes, int gpusPerNode) {
        SortedMap<NodeName, SortedSet<GpuUuid>> members = new TreeMap<>();
        for (NodeRoom node : NodeChoice.choose(candidate.fitting(), nodes, gpusPerNode)) {
            members.put(node.node(), gpus(node, gpusPerNode));
        }
        return new Placement.Segment(candidate.room().key(), candidate.room().rack(), members);
    }

    /** GPUs at full health first. */
    private static SortedSet<GpuUuid> gpus(NodeRoom node, int count) {
        SortedSet<GpuUuid> gpus = new TreeSet<>();
        for (List<GpuUuid> kind : List.of(node.free(), node.limited())) {
            for (GpuUuid gpu : kind) {
                if (gpus.size() < count) {
                    gpus.add(gpu);
                }
            }
        }
        return gpus;
    }

    /**
     * A clique seen through a request.
     *
     * @param room the clique
     * @param fitting nodes that could take a member
     * @param whole nodes that are entirely free, which a larger gang would miss
     */
    record Candidate(CliqueRoom room, List<NodeRoom> fitting, int whole) {

        static final Comparator<Candidate> LEAST_LOSS = Comparator.comparingInt(Candidate::limitedNodes)
                .thenComparingInt(Candidate::whole)
                .thenComparingInt(candidate -> candidate.fitting().size());

        static Candidate of(CliqueRoom room, GangRequest request) {
            List<NodeRoom> fitting = room.nodes().stream()
                    .filter(node -> node.grantable() >= request.gpusPerNode())
                    .toList();
            int whole = (int) room.nodes().stream()
                    .filter(node -> node.gpus() > 0 && node.grantable() == node.gpus())
                    .count();
            return new Candidate(room, fitting, whole);
        }

        /** Segments that fit now. */
        int segments(GangRequest request) {
            boolean open = room.barred().isEmpty() && room.freeChannels() > 0;
            return open ? fitting.size() / request.perClique() : 0;
        }

        private int limitedNodes() {
            return (int)
                    fitting.stream().filter(node -> !node.limited().isEmpty()).count();
        }
    }

    static Map<NodeRoom.Cause, Integer> closedNodes(CliqueRoom room) {
        Map<NodeRoom.Cause, Integer> causes = new TreeMap<>();
        room.nodes().forEach(node -> node.closed().ifPresent(closed -> causes.merge(closed.cause(), 1, Integer::sum)));
        return causes;
    }
}
