package dev.heddle.agent.connect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a coordinator listens for agents.
 *
 * @param host name or address, without brackets
 * @param port 1 to 65535
 */
public record Target(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([0-9A-Za-z._-]+)):([0-9]{1,5})");

    /** @throws IllegalArgumentException if the port is out of range */
    public Target {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the port of a coordinator must be 1 to 65535, was " + port);
        }
    }

    /**
     * Reads {@code host:port}, an IPv6 address in brackets.
     *
     * @throws IllegalArgumentException if {@code text} is not of that form
     */
    public static Target parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a coordinator must be written host:port, was \"" + text + "\"");
        }
        String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return new Target(host, Integer.parseInt(matcher.group(3)));
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
