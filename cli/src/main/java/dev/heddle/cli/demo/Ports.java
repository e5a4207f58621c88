package dev.heddle.cli.demo;

import dev.heddle.cli.console.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** TCP ports on the loopback address. */
final class Ports {

    private final Set<Integer> given = new HashSet<>();

    /** The ports from {@code first} on, which must be free, as people were or will be told them. */
    static List<Integer> exactly(int first, int count) throws CommandFailure {
        List<Integer> ports = new ArrayList<>();
        for (int port = first; port < first + count; port++) {
            if (port < 1 || port > 65_535) {
                throw CommandFailure.usage("--port must leave room up to 65535, for example --port 8480.");
            }
            if (!isFree(port)) {
                throw CommandFailure.error("Port " + port
                        + " is in use: stop the program that listens there, or choose " + "another with --port N.");
            }
            ports.add(port);
        }
        return ports;
    }

    /** A port near {@code wish}, that one if it is free; never the same twice. */
    int near(int wish) throws CommandFailure {
        for (int port = wish; port < Math.min(65_536, wish + 90); port++) {
            if (!given.contains(port) && isFree(port)) {
                given.add(port);
                return port;
            }
        }
        throw CommandFailure.error("No port from " + wish + " on is free: choose other ports with --port N.");
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
