package dev.heddle.sim.chaos;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.jdbc.LedgerDatabase.Credentials;
import dev.heddle.sim.node.NodeFolders;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.plant.Profiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The whole cluster: PostgreSQL, coordinators and fleets, one machine each. */
final class Site implements AutoCloseable {

    private static final int REST = 8480;
    private static final int GRPC = 9090;
    private static final int GRID = 5701;
    private static final int FLEET_MIB = 24;
    private static final int LEDGER_MIB = 400;

    private final Path folder;
    private final ChaosSettings settings;
    private final Ground ground;
    private final List<Volume> volumes = new ArrayList<>();
    private final List<Daemon> coordinators = new ArrayList<>();
    private final List<Daemon> fleets = new ArrayList<>();
    private final Map<String, WallClock> clocks = new LinkedHashMap<>();
    private final Database database;
    private final Daemon ledger;

    private Site(Path folder, ChaosSettings settings, Ground ground, Database database) {
        this.folder = folder;
        this.settings = settings;
        this.ground = ground;
        this.database = database;
        this.ledger = daemon(database.host(), database::command);
    }

    /**
     * Sets everything up and starts nothing.
     *
     * @param folder its data, where any user can pass through
     * @param ground where; closed with it
     */
    static Site create(Path folder, ChaosSettings settings, Ground ground) throws IOException {
        Volume disk = Volume.mount(folder.resolve("ledger"), LEDGER_MIB);
        try {
            Path postgres = settings.programs().postgres();
            Database database =
                    Database.create(postgres, folder.resolve("ledger/data"), ground.add("db"), ground.subnet());
            Site site = new Site(folder, settings, ground, database);
            site.volumes.add(disk);
            site.build();
            return site;
        } catch (IOException | RuntimeException e) {
            ground.close();
            disk.close();
            throw e;
        }
    }

    private void build() throws IOException {
        Files.writeString(folder.resolve("password"), database.credentials().password());
        Files.writeString(folder.resolve("rack.yaml"), profile(settings.traysPerFleet()));
        addCoordinators();
        addFleets();
    }

    private static String profile(int trays) throws IOException {
        try (InputStream in = Site.class.getResourceAsStream("/profiles/gb200-nvl72.yaml")) {
            if (in == null) {
                throw new IOException("the built-in rack is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.replaceFirst("computeTrays: \\d+", "computeTrays: " + trays);
        }
    }

    private Daemon daemon(Host host, Ground.Command command) {
        return ground.daemon(host, command, folder.resolve(host.name() + ".log"));
    }

    private void addCoordinators() throws IOException {
        List<Host> hosts = new ArrayList<>();
        for (int i = 1; i <= settings.coordinators(); i++) {
            hosts.add(ground.add("c" + i));
        }
        String members = hosts.stream().map(host -> host.address() + ":" + GRID).collect(Collectors.joining(","));
        for (Host host : hosts) {
            Optional<WallClock> clock = WallClock.create(folder.resolve(host.name() + ".clock"));
            clock.ifPresent(there -> clocks.put(host.name(), there));
            List<String> prefix = clock.map(WallClock::prefix).orElse(List.of());
            coordinators.add(daemon(
                    host,
                    () -> Stream.concat(prefix.stream(), coordinator(host, members).stream())
                            .toList()));
        }
    }

    private List<String> coordinator(Host host, String members) {
        List<String> command = settings.programs().coordinatorCommand();
        command.addAll(List.of(
                "--server.address=" + host.address(),
                "--server.port=" + REST,
                "--spring.grpc.server.address=" + host.address(),
                "--spring.grpc.server.port=" + GRPC,
                "--spring.main.banner-mode=off",
                "--heddle.insecure=true",
                "--heddle.rest.allowed-hosts=" + host.address(),
                "--heddle.replica-name=" + host.name(),
                "--heddle.ledger.url=" + database.url(),
                "--heddle.ledger.password-file=" + folder.resolve("password"),
                "--heddle.leadership.rest-address=http://" + host.address() + ":" + REST,
                "--heddle.leadership.lease=" + settings.lease().toMillis() + "ms",
                "--heddle.replication.bind-address=" + host.address(),
                "--heddle.replication.port=" + GRID,
                "--heddle.replication.members=" + members));
        return command;
    }

    private void addFleets() throws IOException {
        for (int i = 1; i <= settings.fleets(); i++) {
            String name = "f" + i;
            Host host = ground.add(name);
            volumes.add(Volume.mount(folder.resolve(name), FLEET_MIB));
            String rack = rack(i);
            fleets.add(daemon(host, () -> fleet(name, rack)));
        }
    }

    private static String rack(int fleet) {
        return String.format(Locale.ROOT, "rack-%02d", fleet);
    }

    private List<String> fleet(String name, String rack) {
        List<String> command = settings.programs().simulatorCommand();
        String targets = coordinators.stream()
                .map(each -> each.host().address() + ":" + GRPC)
                .collect(Collectors.joining(","));
        command.addAll(List.of(
                "--racks",
                Integer.toString(settings.fleets()),
                "--seed",
                Long.toString(settings.seed()),
                "--profile",
                folder.resolve("rack.yaml").toString(),
                "--only-rack",
                rack,
                "--data",
                folder.resolve(name).toString(),
                "--control-port",
                "0",
                "--coordinators",
                targets));
        return command;
    }

    /** Starts everything that does not run. */
    void start() throws IOException {
        for (Daemon each : all()) {
            each.start();
        }
    }

    /** PostgreSQL. */
    Daemon ledger() {
        return ledger;
    }

    List<Daemon> coordinators() {
        return List.copyOf(coordinators);
    }

    List<Daemon> fleets() {
        return List.copyOf(fleets);
    }

    /** Everything, in the order of starting. */
    List<Daemon> all() {
        List<Daemon> all = new ArrayList<>(List.of(ledger));
        all.addAll(coordinators);
        all.addAll(fleets);
        return all;
    }

    /** Disks that can be filled: the ledger's first, then the fleets'. */
    List<Volume> volumes() {
        return List.copyOf(volumes);
    }

    /** Wall clocks that can be set, by the name of their process; none where libfaketime is absent. */
    Map<String, WallClock> clocks() {
        return Map.copyOf(clocks);
    }

    /** Where a coordinator's REST is. */
    static URI rest(Daemon coordinator) {
        return URI.create("http://" + coordinator.host().address() + ":" + REST);
    }

    String ledgerUrl() {
        return database.url();
    }

    Credentials credentials() {
        return database.credentials();
    }

    /** The file systems of every node. */
    Map<NodeName, NodeFolders> nodes() throws IOException {
        Map<NodeName, NodeFolders> nodes = new LinkedHashMap<>();
        Plant plant = Plant.build(Profiles.load(folder.resolve("rack.yaml")), settings.seed(), settings.fleets());
        for (Plant.Rack rack : plant.racks()) {
            Path agents = folder.resolve("f" + (rack.index() + 1)).resolve("agents");
            rack.trays().forEach(tray -> nodes.put(tray.node(), NodeFolders.of(agents, tray.node())));
        }
        return nodes;
    }

    /** Kills and removes everything but the logs. */
    @Override
    public void close() {
        all().forEach(Daemon::kill);
        volumes.forEach(Volume::close);
        ground.close();
    }
}
