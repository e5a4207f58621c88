package dev.heddle.contract.model;

import java.util.regex.Pattern;

/** Checks shared by the id types. */
final class Text {

    private static final Pattern NODE_NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1," + Limits.MAX_ID_CHARS + "}");

    private Text() {}

    static boolean isDnsSubdomain(String value) {
        return NODE_NAME.matcher(value).matches();
    }

    static boolean isDnsLabel(String value) {
        return LABEL.matcher(value).matches();
    }

    /** A printable ASCII token without spaces, 1 to {@link Limits#MAX_ID_CHARS} characters. */
    static String token(String what, String value) {
        if (!TOKEN.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what + " must be 1 to " + Limits.MAX_ID_CHARS + " printable ASCII characters without spaces");
        }
        return value;
    }
}
