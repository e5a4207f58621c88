package dev.heddle.sim.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One machine, as far as the network goes: a network namespace with one address.
 *
 * @param name short name
 * @param address IPv4 address at which all others reach it
 * @param inside start of a command that runs in its network namespace
 */
record Host(String name, String address, List<String> inside) {

    /** Copies the command. */
    Host {
        inside = List.copyOf(inside);
    }

    /** How a connection is cut. */
    enum Manner {
        /** Packets vanish at the receiver. */
        DROP,
        /** The receiver answers with a reset. */
        RESET,
        /** The sender has no route: it notices at once. */
        UNROUTED
    }

    /** What this one sends does not reach the other any more. */
    void cut(Host to, Manner manner) throws IOException {
        rule("-A", "add", to, manner);
    }

    /** Undoes a cut of the same form. */
    void mend(Host to, Manner manner) throws IOException {
        rule("-D", "del", to, manner);
    }

    private void rule(String table, String route, Host to, Manner manner) throws IOException {
        switch (manner) {
            case DROP -> to.run("iptables", "-w", table, "INPUT", "-s", address, "-j", "DROP");
            case RESET ->
                to.run(
                        "iptables",
                        "-w",
                        table,
                        "INPUT",
                        "-p",
                        "tcp",
                        "-s",
                        address,
                        "-j",
                        "REJECT",
                        "--reject-with",
                        "tcp-reset");
            case UNROUTED -> run("ip", "route", route, "blackhole", to.address() + "/32");
        }
    }

    /** Runs a command in it to its end. */
    void run(String... command) throws IOException {
        List<String> all = new ArrayList<>(inside);
        all.addAll(List.of(command));
        Shell.run(all);
    }

    @Override
    public String toString() {
        return name;
    }
}
