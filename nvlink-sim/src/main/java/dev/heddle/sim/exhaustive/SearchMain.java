package dev.heddle.sim.exhaustive;

import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A scope, looked at: {@code search|walks NAME SEED SECONDS} in, what was found out. Fit to be run with a seeded bug.
 */
public final class SearchMain implements Function<String, String> {

    private static final long NANOS = 1_000_000_000;
    private static final int MOST_STATES = 4_000_000;

    /** What is answered first when an invariant is broken. */
    public static final String BROKEN = "broken: ";

    @Override
    public String apply(String arguments) {
        String[] words = arguments.split(" ");
        Scope scope = Scope.named(words[1]).orElseThrow();
        long end = System.nanoTime() + Long.parseLong(words[3]) * NANOS;
        BooleanSupplier goOn = () -> System.nanoTime() < end;
        Search.Found found = words[0].equals("walks")
                ? Search.walks(scope, Long.parseLong(words[2]), goOn)
                : Search.of(scope, MOST_STATES, goOn);
        return (found.violation().isEmpty() ? "" : BROKEN) + found;
    }
}
