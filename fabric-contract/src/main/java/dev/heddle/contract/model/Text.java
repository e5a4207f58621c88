package dev.heddle.contract.model;

/** Checks shared by the id types. Written out: ids are read by the thousand from every report. */
final class Text {

    /** Characters of a node's name; a longer one is refused. */
    private static final int MAX_SUBDOMAIN_CHARS = 253;

    /** Characters of a ComputeDomain's name; a longer one is refused. */
    private static final int MAX_LABEL_CHARS = 63;

    private Text() {}

    /** Lower-case letters, digits, dots and dashes, with a letter or digit at both ends, at most 253 characters. */
    static boolean isDnsSubdomain(String value) {
        return isName(value, MAX_SUBDOMAIN_CHARS, true);
    }

    /** Lower-case letters, digits and dashes, with a letter or digit at both ends, at most 63 characters. */
    static boolean isDnsLabel(String value) {
        return isName(value, MAX_LABEL_CHARS, false);
    }

    private static boolean isName(String value, int maxChars, boolean dots) {
        int length = value.length();
        if (length == 0 || length > maxChars) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char one = value.charAt(i);
            boolean inside = i > 0 && i < length - 1 && (one == '-' || (dots && one == '.'));
            if (!inside && !isLetterOrDigit(one)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char one) {
        return (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9');
    }

    /** A printable ASCII token without spaces, 1 to {@link Limits#MAX_ID_CHARS} characters. */
    static String token(String what, String value) {
        if (!isToken(value)) {
            throw new IllegalArgumentException(
                    what + " must be 1 to " + Limits.MAX_ID_CHARS + " printable ASCII characters without spaces");
        }
        return value;
    }

    private static boolean isToken(String value) {
        int length = value.length();
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) < '!' || value.charAt(i) > '~') {
                return false;
            }
        }
        return length >= 1 && length <= Limits.MAX_ID_CHARS;
    }
}
