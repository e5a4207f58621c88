package dev.heddle.coordinator.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says of every clique why it was chosen or not. */
final class Verdicts {

    private Verdicts() {}

    static List<CliqueVerdict> of(List<Placer.Candidate> candidates, GangRequest request, Set<CliqueKey> chosen) {
        List<CliqueVerdict> verdicts = new ArrayList<>();
        for (Placer.Candidate candidate : candidates) {
            boolean placed = !chosen.isEmpty();
            verdicts.add(chosen.contains(candidate.room().key()) ? chosen(candidate) : of(candidate, request, placed));
        }
        return verdicts;
    }

    private static CliqueVerdict chosen(Placer.Candidate candidate) {
        return verdict(
                candidate,
                CliqueVerdict.Code.CHOSEN,
                candidate.fitting().size() + " nodes fit; least room is lost here.");
    }

    private static CliqueVerdict of(Placer.Candidate candidate, GangRequest request, boolean placed) {
        CliqueRoom room = candidate.room();
        int fitting = candidate.fitting().size();
        if (room.barred().isPresent()) {
            CliqueRoom.Barred barred = room.barred().get();
            return verdict(candidate, barred.code(), barred.message());
        }
        if (room.nodes().size() < request.perClique()) {
            return verdict(
                    candidate,
                    CliqueVerdict.Code.TOO_SMALL,
                    "It has " + room.nodes().size() + " nodes, " + request.perClique() + " are asked for.");
        }
        if (room.nodes().stream().noneMatch(node -> node.gpus() >= request.gpusPerNode())) {
            return verdict(
                    candidate, CliqueVerdict.Code.GPUS_PER_NODE, "No node has " + request.gpusPerNode() + " GPUs.");
        }
        if (fitting >= request.perClique() && room.freeChannels() == 0) {
            return verdict(candidate, CliqueVerdict.Code.NO_CHANNEL, "Every IMEX channel is granted or kept back.");
        }
        return fitting >= request.perClique()
                ? verdict(candidate, CliqueVerdict.Code.FITS, fits(candidate, request, placed))
                : lacking(candidate, request);
    }

    private static String fits(Placer.Candidate candidate, GangRequest request, boolean placed) {
        return placed
                ? candidate.fitting().size() + " nodes fit; another clique loses less room."
                : candidate.segments(request) + " of " + request.nodes() / request.perClique() + " segments would fit.";
    }

    /** Names the largest single cause: what an operator could do first. */
    private static CliqueVerdict lacking(Placer.Candidate candidate, GangRequest request) {
        Map<NodeRoom.Cause, Integer> closed = Placer.closedNodes(candidate.room());
        int missing = request.perClique() - candidate.fitting().size();
        int cordoned = closed.getOrDefault(NodeRoom.Cause.CORDONED, 0);
        int waiting = closed.getOrDefault(NodeRoom.Cause.SAFE_MODE, 0);
        int sick = closed.values().stream().mapToInt(Integer::intValue).sum() - cordoned - waiting;
        int inUse = candidate.room().nodes().size() - candidate.fitting().size() - cordoned - waiting - sick;
        String message = candidate.fitting().size() + " of " + request.perClique() + " nodes fit: "
                + counts(inUse, cordoned, sick, waiting) + ".";
        if (waiting >= missing && waiting > inUse) {
            return verdict(candidate, CliqueVerdict.Code.SAFE_MODE, message);
        }
        if (cordoned >= missing && cordoned >= sick && cordoned > inUse) {
            return verdict(candidate, CliqueVerdict.Code.CORDONED, message);
        }
        return verdict(candidate, sick > inUse ? CliqueVerdict.Code.UNHEALTHY : CliqueVerdict.Code.IN_USE, message);
    }

    private static String counts(int inUse, int cordoned, int sick, int waiting) {
        List<String> parts = new ArrayList<>();
        add(parts, inUse, "without enough free healthy GPUs");
        add(parts, cordoned, "cordoned");
        add(parts, sick, "unreachable, training or being cleaned");
        add(parts, waiting, "not heard by this leader yet");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private static CliqueVerdict verdict(Placer.Candidate candidate, CliqueVerdict.Code code, String message) {
        CliqueRoom room = candidate.room();
        int grantable = room.nodes().stream().mapToInt(NodeRoom::grantable).sum();
        return new CliqueVerdict(
                room.key(), room.rack(), code, message, candidate.fitting().size(), grantable);
    }
}
