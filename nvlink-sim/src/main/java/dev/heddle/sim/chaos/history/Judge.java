package dev.heddle.sim.chaos.history;

import dev.heddle.sim.chaos.history.Linearizability.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decides the histories of a run: name by name, GPU by GPU, channel by channel. */
public final class Judge {

    private static final int SHOWN = 40;

    private final List<String> findings = new ArrayList<>();
    private int histories;
    private int operations;

    /** Decides what clients were told, one history for each name. */
    public void names(Collection<Attempt> attempts) {
        Map<String, List<Timed<Attempt>>> byName = new TreeMap<>();
        for (Attempt attempt : attempts) {
            if (attempt.counts()) {
                byName.computeIfAbsent(attempt.name(), any -> new ArrayList<>()).add(attempt.timed());
            }
        }
        byName.forEach((name, history) -> decide("the name " + name, new NameModel(), history));
    }

    /** Decides who held what, one history for each GPU and channel. */
    public void grants(Map<String, List<Timed<LockModel.Step>>> byThing) {
        byThing.forEach((thing, history) -> decide(thing, new LockModel(), history));
    }

    private <S, O> void decide(String what, Model<S, O> model, List<Timed<O>> history) {
        histories++;
        operations += history.size();
        Verdict verdict = Linearizability.decide(model, history);
        if (verdict != Verdict.LINEARIZABLE) {
            findings.add("the history of " + what + " is " + verdict + ":\n" + text(history));
        }
    }

    private static <O> String text(List<Timed<O>> history) {
        return history.stream()
                .sorted(Comparator.comparingLong(Timed::call))
                .limit(SHOWN)
                .map(timed -> "    " + millis(timed.call()) + " .. "
                        + (timed.answered() ? millis(timed.end()) : "never") + "  " + timed.operation())
                .collect(Collectors.joining("\n"));
    }

    private static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }

    /** What cannot be; empty = every history is linearizable. */
    public List<String> findings() {
        return List.copyOf(findings);
    }

    /** Histories decided. */
    public int histories() {
        return histories;
    }

    /** Operations in them. */
    public int operations() {
        return operations;
    }
}
