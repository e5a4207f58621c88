package dev.heddle.cli.console;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Lengths of time as people read them, such as {@code 5m12s}, in the steps that kubectl uses. */
public final class Ages {

    private Ages() {}

    /** Time from {@code then}, an ISO instant, to {@code now}; a dash where {@code then} is empty or unreadable. */
    public static String since(String then, Instant now) {
        try {
            return then.isEmpty() ? "-" : human(Duration.between(Instant.parse(then), now));
        } catch (DateTimeParseException e) {
            return "-";
        }
    }

    /** Time from {@code now} to {@code then}, an ISO instant; a dash where {@code then} is empty or unreadable. */
    public static String until(String then, Instant now) {
        try {
            return then.isEmpty() ? "-" : human(Duration.between(now, Instant.parse(then)));
        } catch (DateTimeParseException e) {
            return "-";
        }
    }

    /** Two units at most; what is below zero counts as zero. */
    public static String human(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 600) {
            return pair(seconds / 60, "m", seconds % 60, "s");
        }
        if (seconds < 3 * 3600) {
            return seconds / 60 + "m";
        }
        if (seconds < 48 * 3600) {
            return pair(seconds / 3600, "h", seconds % 3600 / 60, "m");
        }
        return pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    /** Milliseconds of a fast thing: {@code 83 ms} or {@code 1.42 s}. */
    public static String millis(long millis) {
        return millis < 1000 ? millis + " ms" : String.format(java.util.Locale.ROOT, "%.2f s", millis / 1000.0);
    }

    /**
     * Reads {@code 90s}, {@code 15m}, {@code 2h}, {@code 1d}, {@code 1h30m}, or a bare number of seconds.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static Duration parse(String text) {
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        if (!text.matches("(\\d{1,6}d)?(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?") || text.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' is not a length of time: write 90s, 15m, 2h or 1d");
        }
        int days = text.indexOf('d') + 1;
        String date = text.substring(0, days).toUpperCase(java.util.Locale.ROOT);
        String time = text.substring(days).toUpperCase(java.util.Locale.ROOT);
        return Duration.parse("P" + date + (time.isEmpty() ? "" : "T" + time));
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : small + smallUnit);
    }
}
