package dev.heddle.coordinator.api;

import java.util.regex.Pattern;

/** Names of this machine for itself. */
final class Loopback {

    private static final Pattern NAMES =
            Pattern.compile("localhost|[a-z0-9-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

    private Loopback() {}

    /** Whether a name is one of them, without asking a name server. */
    static boolean is(String host) {
        return NAMES.matcher(host).matches();
    }
}
