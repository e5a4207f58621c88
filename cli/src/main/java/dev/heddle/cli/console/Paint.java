package dev.heddle.cli.console;

/** Gives words of state their colour on a terminal. Colour never says what the word does not. */
public enum Paint {
    /** No colours: files, pipes, {@code --no-color}, {@code NO_COLOR}. */
    NONE,
    /** The eight colours that every terminal has. */
    ANSI;

    private static final String RESET = "\u001b[0m";

    /** Colours a word by what it means; a word that means no state is left as it is. */
    public String state(String word) {
        if (this == NONE) {
            return word;
        }
        String code = codeOf(word);
        return code.isEmpty() ? word : code + word + RESET;
    }

    /** A heading. */
    public String bold(String text) {
        return this == NONE ? text : "\u001b[1m" + text + RESET;
    }

    private static String codeOf(String word) {
        int comma = word.indexOf(',');
        return switch (comma < 0 ? word : word.substring(0, comma)) {
            case "Healthy", "Ready", "Active", "Granted", "Applied", "Chosen", "Fits", "leader" -> "\u001b[32m";
            case "Limited", "Degraded", "Training", "Forming", "Pending", "Releasing", "Flapping", "Sleep", "Warning" ->
                "\u001b[33m";
            case "Unhealthy", "Inactive", "Failed", "Unreachable", "Disconnected", "Orphaned", "Closed" -> "\u001b[31m";
            case "Unknown", "ClusterUuidChanging", "Cordoned" -> "\u001b[35m";
            default -> "";
        };
    }
}
