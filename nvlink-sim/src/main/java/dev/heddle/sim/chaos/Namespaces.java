package dev.heddle.sim.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Processes of this machine in network namespaces on one bridge, with names that carry this process's id. Whatever one
 * that ended left behind is removed at the next start.
 */
final class Namespaces implements Ground {

    private static final Pattern OURS = Pattern.compile("heddle-([0-9]+)-[a-z0-9]+");
    private static final Pattern BRIDGE = Pattern.compile("hdl([0-9]+):");

    private final long id;
    private final String bridge;
    private final String prefix;
    private final List<Host> hosts = new CopyOnWriteArrayList<>();
    private final ExecutorService starter = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("starter").factory());

    private Namespaces(long id) {
        this.id = id;
        this.bridge = "hdl" + id;
        this.prefix = "10." + (100 + id % 100) + "." + id / 100 % 250 + ".";
    }

    /**
     * Makes an empty one.
     *
     * @throws IOException if this user may not, or a program is missing
     */
    static Namespaces create() throws IOException {
        clean();
        Namespaces made = new Namespaces(ProcessHandle.current().pid());
        Shell.run("ip", "link", "add", made.bridge, "type", "bridge");
        Shell.run("ip", "addr", "add", made.prefix + "1/24", "dev", made.bridge);
        Shell.run("ip", "link", "set", made.bridge, "up");
        Shell.run(passing("-I", made.bridge));
        return made;
    }

    /** Where a Docker engine runs, packets between ports of a bridge are filtered as if they were routed, and dropped. */
    private static String[] passing(String action, String bridge) {
        return new String[] {"iptables", "-w", action, "FORWARD", "-i", bridge, "-o", bridge, "-j", "ACCEPT"};
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
                remove("hdl" + bridges.group(1));
            }
        }
    }

    private static boolean isGone(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    private static void remove(String bridge) {
        Shell.tried(passing("-D", bridge));
        Shell.tried("ip", "link", "del", bridge);
    }

    @Override
    public String subnet() {
        return prefix + "0/24";
    }

    /** Adds a namespace; at most 200. */
    @Override
    public Host add(String name) throws IOException {
        int number = hosts.size() + 10;
        String namespace = namespace(name);
        Host host = new Host(name, prefix + number, List.of("ip", "netns", "exec", namespace));
        String outside = String.format(Locale.ROOT, "hdl%d-%d", id, number);
        Shell.run("ip", "netns", "add", namespace);
        hosts.add(host);
        Shell.run("ip", "link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", namespace);
        Shell.run("ip", "link", "set", outside, "master", bridge, "up");
        host.run("ip", "addr", "add", host.address() + "/24", "dev", "eth0");
        host.run("ip", "link", "set", "lo", "up");
        host.run("ip", "link", "set", "eth0", "up");
        return host;
    }

    private String namespace(String host) {
        return "heddle-" + id + "-" + host;
    }

    @Override
    public Daemon daemon(Host host, Command command, Path log) {
        return new ProcessDaemon(host, command, log, starter);
    }

    @Override
    public void close() {
        starter.shutdown();
        hosts.forEach(host -> Shell.tried("ip", "netns", "del", namespace(host.name())));
        remove(bridge);
    }
}
