package dev.heddle.sim.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Network namespaces on one bridge of this machine, with names that carry this process's id. Whoever left some behind is
 * cleaned up after at the next start. Closing removes everything.
 */
final class Network implements AutoCloseable {

    private static final Pattern OURS = Pattern.compile("heddle-([0-9]+)-[a-z0-9]+");
    private static final Pattern BRIDGE = Pattern.compile("hdl([0-9]+):");

    private final long id;
    private final String bridge;
    private final String prefix;
    private final List<Host> hosts = new CopyOnWriteArrayList<>();

    private Network(long id) {
        this.id = id;
        this.bridge = "hdl" + id;
        this.prefix = "10." + (100 + id % 100) + "." + id / 100 % 250 + ".";
    }

    /** One namespace, with its one address. */
    final class Host {

        private final String name;
        private final String address;

        private Host(String name, String address) {
            this.name = name;
            this.address = address;
        }

        /** Short name. */
        String name() {
            return name;
        }

        /** IPv4 address on the bridge. */
        String address() {
            return address;
        }

        /** Start of a command that runs in it. */
        List<String> prefix() {
            return new ArrayList<>(List.of("ip", "netns", "exec", namespace()));
        }

        private String namespace() {
            return "heddle-" + id + "-" + name;
        }

        private void run(String... command) throws IOException {
            List<String> all = prefix();
            all.addAll(List.of(command));
            Shell.run(all);
        }

        @Override
        public String toString() {
            return name;
        }
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

    /**
     * Makes an empty one.
     *
     * @throws IOException if this user may not, or a program is missing
     */
    static Network create() throws IOException {
        clean();
        Network network = new Network(ProcessHandle.current().pid());
        Shell.run("ip", "link", "add", network.bridge, "type", "bridge");
        Shell.run("ip", "addr", "add", network.gateway() + "/24", "dev", network.bridge);
        Shell.run("ip", "link", "set", network.bridge, "up");
        return network;
    }

    /** Removes what a process left behind that is no more. */
    private static void clean() throws IOException {
        Matcher namespaces = OURS.matcher(Shell.run("ip", "netns", "list"));
        while (namespaces.find()) {
            if (isGone(namespaces.group(1))) {
                Shell.tried("ip", "netns", "del", namespaces.group());
            }
        }
        Matcher bridges = BRIDGE.matcher(Shell.run("ip", "-o", "link", "show", "type", "bridge"));
        while (bridges.find()) {
            if (isGone(bridges.group(1))) {
                Shell.tried("ip", "link", "del", "hdl" + bridges.group(1));
            }
        }
    }

    private static boolean isGone(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    /** Address of this process on the bridge. */
    String gateway() {
        return prefix + "1";
    }

    /** Every address. */
    String subnet() {
        return prefix + "0/24";
    }

    /** Adds a namespace; at most 200. */
    Host add(String name) throws IOException {
        int number = hosts.size() + 10;
        Host host = new Host(name, prefix + number);
        String outside = String.format(Locale.ROOT, "hdl%d-%d", id, number);
        Shell.run("ip", "netns", "add", host.namespace());
        hosts.add(host);
        Shell.run("ip", "link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", host.namespace());
        Shell.run("ip", "link", "set", outside, "master", bridge, "up");
        host.run("ip", "addr", "add", host.address() + "/24", "dev", "eth0");
        host.run("ip", "link", "set", "lo", "up");
        host.run("ip", "link", "set", "eth0", "up");
        return host;
    }

    /** What one sends does not reach the other any more. */
    void cut(Host from, Host to, Manner manner) throws IOException {
        rule("-A", "add", from, to, manner);
    }

    /** Undoes a cut of the same form. */
    void mend(Host from, Host to, Manner manner) throws IOException {
        rule("-D", "del", from, to, manner);
    }

    private static void rule(String table, String route, Host from, Host to, Manner manner) throws IOException {
        switch (manner) {
            case DROP -> to.run("iptables", "-w", table, "INPUT", "-s", from.address(), "-j", "DROP");
            case RESET ->
                to.run(
                        "iptables",
                        "-w",
                        table,
                        "INPUT",
                        "-p",
                        "tcp",
                        "-s",
                        from.address(),
                        "-j",
                        "REJECT",
                        "--reject-with",
                        "tcp-reset");
            case UNROUTED -> from.run("ip", "route", route, "blackhole", to.address() + "/32");
        }
    }

    @Override
    public void close() {
        hosts.forEach(host -> Shell.tried("ip", "netns", "del", host.namespace()));
        Shell.tried("ip", "link", "del", bridge);
    }
}
