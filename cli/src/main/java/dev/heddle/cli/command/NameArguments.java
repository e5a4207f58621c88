package dev.heddle.cli.command;

import dev.heddle.cli.console.CommandFailure;
import java.util.Locale;

/** Reads names as people write them. */
final class NameArguments {

    /** Longest name of anything in a request. */
    static final int NAME_CHARS_MAX = 253;

    private NameArguments() {}

    /** A node may be written as {@code rack-03/tray-07}. */
    static String node(String written) throws CommandFailure {
        return checked(written.replace('/', '-'), "a node's name, such as rack-03-tray-07 or rack-03/tray-07");
    }

    static String rack(String written) throws CommandFailure {
        return checked(written, "a rack's name, such as rack-03");
    }

    static String computeDomain(String written) throws CommandFailure {
        String name = written.startsWith("computedomain/") ? written.substring("computedomain/".length()) : written;
        return checked(name, "a ComputeDomain's name: lower-case letters, digits and dashes");
    }

    private static String checked(String name, String what) throws CommandFailure {
        boolean plain = name.matches("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?") && name.length() <= NAME_CHARS_MAX;
        if (!plain) {
            throw CommandFailure.usage("'" + name + "' is not " + what + ".");
        }
        return name;
    }

    /** {@code node} or {@code rack}. */
    static boolean isRack(String kind) throws CommandFailure {
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "rack", "racks" -> true;
            case "node", "nodes" -> false;
            default ->
                throw CommandFailure.usage("'" + kind + "' is neither node nor rack: write node NAME or rack NAME.");
        };
    }
}
