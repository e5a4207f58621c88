package dev.heddle.sim.chaos;

import dev.heddle.sim.chaos.history.Answer;
import dev.heddle.sim.chaos.history.Attempt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run came to.
 *
 * @param seed its seed
 * @param faults how many of each kind
 * @param ends how often a process ended by itself
 * @param answers how often clients got each answer
 * @param looks looks at ledger and nodes
 * @param histories histories decided
 * @param operations operations in them
 * @param seconds how long it took
 * @param violations what must not have happened
 */
public record Report(
        long seed,
        Map<Fault.Kind, Integer> faults,
        int ends,
        Map<String, Integer> answers,
        int looks,
        int histories,
        int operations,
        long seconds,
        List<String> violations) {

    /** Copies the collections. */
    public Report {
        faults = Map.copyOf(faults);
        answers = new TreeMap<>(answers);
        violations = List.copyOf(violations);
    }

    static Map<String, Integer> tally(Collection<Attempt> attempts) {
        Map<String, Integer> answers = new TreeMap<>();
        for (Attempt attempt : attempts) {
            if (attempt.client() != LedgerInspector.LEDGER) {
                String request = attempt.request().getClass().getSimpleName();
                answers.merge(request + " " + name(attempt.answer()), 1, Integer::sum);
            }
        }
        return answers;
    }

    private static String name(Answer answer) {
        return switch (answer) {
            case Answer.Unknown(String why) -> "unknown (" + why + ")";
            case Answer.Refused(int status) -> "refused (" + status + ")";
            case Answer.Made _, Answer.Taken _, Answer.Ending _, Answer.Ended _, Answer.Absent _, Answer.Shown _ ->
                answer.getClass().getSimpleName();
        };
    }

    /** Faults that count as kills, pauses and partitions. */
    public int killsPausesPartitions() {
        return faults.getOrDefault(Fault.Kind.KILL, 0)
                + faults.getOrDefault(Fault.Kind.PAUSE, 0)
                + faults.getOrDefault(Fault.Kind.PARTITION, 0);
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("seed " + seed + ", " + seconds + " s");
        lines.add("faults " + new TreeMap<>(faults) + ", of which " + killsPausesPartitions()
                + " kills, pauses and partitions; processes ended by themselves " + ends + " times");
        lines.add("answers " + answers);
        lines.add(looks + " looks at ledger and nodes; " + histories + " histories of " + operations
                + " operations decided");
        lines.add(violations.size() + " violations");
        return lines;
    }
}
