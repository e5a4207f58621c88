package dev.heddle.sim.image;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an image without agents was asked for.
 *
 * @param racks number of racks, 1 to 10,000
 * @param seed seed of the identities and of the changes
 * @param computeDomains ComputeDomains that hold something from the start on
 * @param changes faults and mendings a second, 0 = nothing changes
 * @param port REST port on 127.0.0.1, 0 = any free one
 * @param data folder of the ledger
 */
record ImageOptions(int racks, long seed, int computeDomains, int changes, int port, Path data) {

    static final String USAGE = """
            A coordinator with a fleet of simulated racks in its image, and no agents.

              --racks N            racks (default 2000)
              --seed S             seed of identities and changes (default 42)
              --compute-domains N  ComputeDomains that hold something (default 0)
              --changes N          faults and mendings a second (default 0)
              --port P             REST port on 127.0.0.1 (default 8490, 0 = any free one)
              --data DIR           folder of its ledger, which should be new (default ./.heddle/image)
            """;

    private static final Map<String, String> DEFAULTS = Map.of(
            "--racks", "2000",
            "--seed", "42",
            "--compute-domains", "0",
            "--changes", "0",
            "--port", "8490",
            "--data", ".heddle/image");

    /**
     * Reads a command line of names, each with its value.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static ImageOptions parse(String... words) {
        Map<String, String> given = new LinkedHashMap<>(DEFAULTS);
        for (int i = 0; i < words.length; i += 2) {
            if (!DEFAULTS.containsKey(words[i])) {
                throw new IllegalArgumentException("unknown option '" + words[i] + "'; --help lists them");
            }
            if (i + 1 == words.length) {
                throw new IllegalArgumentException(words[i] + " needs a value");
            }
            given.put(words[i], words[i + 1]);
        }
        return new ImageOptions(
                (int) whole(given, "--racks", 1, 10_000),
                whole(given, "--seed", Long.MIN_VALUE, Long.MAX_VALUE),
                (int) whole(given, "--compute-domains", 0, 10_000),
                (int) whole(given, "--changes", 0, 10_000),
                (int) whole(given, "--port", 0, 65_535),
                Path.of(given.getOrDefault("--data", ".")));
    }

    private static long whole(Map<String, String> given, String name, long least, long most) {
        String text = given.getOrDefault(name, "");
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a whole number, not '" + text + "'", e);
        }
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + least + " to " + most + ", not " + text);
        }
        return value;
    }
}
