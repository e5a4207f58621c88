package dev.heddle.sim;

import dev.heddle.agent.connect.Target;
import dev.heddle.sim.fleet.CaptureNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the simulator was called.
 *
 * @param racks number of racks; empty = those of the data folder, or 12
 * @param seed seed of the identities; empty = that of the data folder, or 42
 * @param data the data folder
 * @param coordinators where coordinators listen for agents
 * @param controlPort port of the control server, 0 = any free one
 * @param profile name of a built-in profile or path of a profile file
 * @param onlyRack rack whose agents run in this process, the others' run elsewhere; empty = all
 * @param captures nodes that are known from captures
 * @param exitWithParent whether to end when standard input ends
 * @param train whether to end as soon as everything has started
 */
public record SimOptions(
        OptionalInt racks,
        OptionalLong seed,
        Path data,
        List<Target> coordinators,
        int controlPort,
        String profile,
        Optional<String> onlyRack,
        List<CaptureNode> captures,
        boolean exitWithParent,
        boolean train) {

    /** Racks of a new world where nothing is said. */
    public static final int DEFAULT_RACKS = 12;
    /** Seed of a new world where nothing is said. */
    public static final long DEFAULT_SEED = 42;

    static final String USAGE = """
            Runs simulated racks with a real node agent on every node.

              --racks N             racks (default 12, or as in the data folder)
              --seed S              seed of all identities (default 42, or as in the data folder)
              --data DIR            data folder (default ./.heddle/sim)
              --coordinators LIST   host:port,host:port,... where coordinators listen for agents (default 127.0.0.1:9090)
              --control-port P      port of the control server on 127.0.0.1 (default 8481, 0 = any free one)
              --profile NAME|FILE   kind of rack (default gb200-nvl72)
              --only-rack RACK      run the agents of this rack only; others' run in other processes
              --capture NODE        NAME=SMI-XML[,imex=CTL-JSON][,self=ADDRESS]: a node from captures of a real one;
                                    may be given several times
              --exit-with-parent    end when standard input ends
              --train               end as soon as everything has started
            """;

    /** Copies the lists. */
    public SimOptions {
        coordinators = List.copyOf(coordinators);
        captures = List.copyOf(captures);
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static SimOptions parse(String... arguments) {
        Reader reader = new Reader(new ArrayList<>(Arrays.asList(arguments)));
        boolean exitWithParent = reader.flag("--exit-with-parent");
        boolean train = reader.flag("--train");
        String racks = reader.value("--racks", "");
        String seed = reader.value("--seed", "");
        SimOptions options = new SimOptions(
                racks.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) number("--racks", racks, 1, 10_000)),
                seed.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(number("--seed", seed, Long.MIN_VALUE, Long.MAX_VALUE)),
                Path.of(reader.value("--data", ".heddle/sim")),
                Arrays.stream(reader.value("--coordinators", "127.0.0.1:9090").split(","))
                        .map(Target::parse)
                        .toList(),
                (int) number("--control-port", reader.value("--control-port", "8481"), 0, 65_535),
                reader.value("--profile", "gb200-nvl72"),
                Optional.of(reader.value("--only-rack", "")).filter(rack -> !rack.isEmpty()),
                captures(reader),
                exitWithParent,
                train);
        reader.end();
        return options;
    }

    private static List<CaptureNode> captures(Reader reader) {
        List<CaptureNode> captures = new ArrayList<>();
        String next = reader.value("--capture", "");
        while (!next.isEmpty()) {
            captures.add(CaptureNode.parse(next));
            next = reader.value("--capture", "");
        }
        return captures;
    }

    private static long number(String option, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " needs a number, not '" + text + "'", e);
        }
        throw new IllegalArgumentException(option + " must be " + least + " to " + most + ", was " + text);
    }

    private record Reader(List<String> words) {

        boolean flag(String name) {
            return words.remove(name);
        }

        String value(String name, String otherwise) {
            for (int i = 0; i < words.size(); i++) {
                if (words.get(i).startsWith(name + "=")) {
                    return words.remove(i).substring(name.length() + 1);
                }
                if (words.get(i).equals(name)) {
                    if (i + 1 == words.size()) {
                        throw new IllegalArgumentException(name + " needs a value");
                    }
                    words.remove(i);
                    return words.remove(i);
                }
            }
            return otherwise;
        }

        void end() {
            if (!words.isEmpty()) {
                throw new IllegalArgumentException("unknown option '" + words.getFirst() + "'; --help lists them");
            }
        }
    }
}
