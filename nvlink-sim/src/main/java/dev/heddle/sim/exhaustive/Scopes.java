package dev.heddle.sim.exhaustive;

import java.util.List;
import java.util.stream.Stream;

/** The scopes that are searched, and those that are walked through. */
public final class Scopes {

    private static final List<Integer> BOTH_AND_ONE = List.of(2, 1);
    private static final List<Integer> ONE = List.of(1);
    private static final List<Integer> ONE_EACH = List.of(1, 1);
    private static final List<Integer> BOTH = List.of(2);
    private static final int MANY_EPOCHS = 6;

    /** Small enough to be searched in every build. */
    public static final List<Scope> SMALL = List.of(
            Scope.leaders("leaders", true, BOTH, 3),
            Scope.leaders("delays", true, ONE, 2).delayed(),
            Scope.leaders("sagas", false, BOTH, 2).with(Mishap.UNKNOWN_OUTCOME, 1),
            Scope.leaders("repeats", true, ONE, 2).waiting(2).with(Mishap.REPEATED_CREATE, 1),
            Scope.leaders("power", true, ONE, 2).with(Mishap.POWER_OFF, 1).with(Mishap.FENCE, 1),
            Scope.leaders("amnesia", true, ONE, 2).with(Mishap.AMNESIA, 1),
            Scope.leaders("deaths", true, BOTH, 2).with(Mishap.AGENT_DEATH, 1),
            Scope.leaders("restore", true, ONE, 3).with(Mishap.RESTORE, 1),
            Scope.leaders("two-computedomains", true, BOTH_AND_ONE, 2),
            Scope.leaders("three-gpus", true, BOTH_AND_ONE, 2).gpus(2, 1));

    /** For the night. */
    public static final List<Scope> LARGE = List.of(
            Scope.leaders("two-computedomains-3-epochs", true, BOTH_AND_ONE, 3),
            twice("repeats-of-two", Mishap.REPEATED_CREATE),
            twice("deaths-of-two", Mishap.AGENT_DEATH),
            twice("streams-of-two", Mishap.STREAM_LOST),
            twice("sagas-of-two", Mishap.UNKNOWN_OUTCOME),
            twice("delays-of-two", Mishap.LATE),
            Scope.leaders("power-of-a-gang", true, BOTH, 2)
                    .with(Mishap.POWER_OFF, 1)
                    .with(Mishap.FENCE, 1),
            Scope.leaders("amnesia-of-a-gang", true, BOTH, 2).with(Mishap.AMNESIA, 1));

    /** Too large to be searched: random histories. */
    public static final List<Scope> WILD = List.of(
            wild("wild", true, BOTH_AND_ONE).gpus(2, 1),
            wild("wild-narrow", true, BOTH_AND_ONE),
            wild("wild-sagas", false, BOTH_AND_ONE).gpus(2, 1),
            Scope.leaders("wild-fences", true, ONE_EACH, 3)
                    .gpus(2, 1)
                    .with(Mishap.POWER_OFF, 2)
                    .with(Mishap.FENCE, 3),
            Scope.leaders("wild-amnesia", true, ONE_EACH, 3).with(Mishap.AMNESIA, 2));

    /** All of them. */
    public static final List<Scope> ALL =
            Stream.of(SMALL, LARGE, WILD).flatMap(List::stream).toList();

    private Scopes() {}

    private static Scope twice(String name, Mishap mishap) {
        return Scope.leaders(name, true, BOTH_AND_ONE, 2).with(mishap, 1);
    }

    private static Scope wild(String name, boolean oneDomain, List<Integer> gangs) {
        Scope scope =
                Scope.leaders(name, oneDomain, gangs, MANY_EPOCHS).waiting(2).delayed();
        for (Mishap mishap : Mishap.values()) {
            scope = mishap == Mishap.RESTORE || mishap == Mishap.AMNESIA ? scope : scope.with(mishap, 2);
        }
        return scope.with(Mishap.AMNESIA, 1);
    }
}
