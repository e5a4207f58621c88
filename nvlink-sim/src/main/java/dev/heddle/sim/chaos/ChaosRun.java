package dev.heddle.sim.chaos;

import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.chaos.history.Attempt;
import dev.heddle.sim.chaos.history.Judge;
import dev.heddle.sim.chaos.history.Lives;
import dev.heddle.sim.chaos.history.Sightings;
import dev.heddle.sim.check.PhysicalHoldings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One run: everything is started, faults come while clients work, everything comes to rest, histories are decided. */
public final class ChaosRun implements AutoCloseable {

    private static final int ANCHORS = 6;
    private static final long LOOK_MILLIS = 400;
    private static final long START_NANOS = 60_000_000_000L;

    private final ChaosSettings settings;
    private final Journal journal;
    private final Site site;
    private final Watch watch;
    private final Rest rest = new Rest();
    private final Gate gate = new Gate();
    private final Sightings sightings = new Sightings();
    private final Collection<Attempt> history = new ConcurrentLinkedQueue<>();
    private final Anchors anchors;
    private final LedgerInspector ledger;
    private final NodeInspector nodes;
    private final AtRest atRest;
    private final int nodeCount;
    private volatile String leader = "";
    private volatile boolean looking = true;
    private int looks;

    private ChaosRun(ChaosSettings settings, Ground ground, Path folder, PrintStream out) throws IOException {
        this.settings = settings;
        this.journal = new Journal(folder.resolve("journal.log"), out);
        this.site = Site.create(folder, settings, ground);
        this.watch = new Watch(site);
        this.anchors = new Anchors(journal);
        this.ledger = new LedgerInspector(journal, sightings, history::add);
        this.nodes = new NodeInspector(site.nodes(), journal, sightings);
        this.nodeCount = settings.fleets() * settings.traysPerFleet();
        this.atRest = new AtRest(site, rest, nodeCount);
    }

    /**
     * Runs one to its end, as processes of this machine in network namespaces.
     *
     * @param folder data and logs, where any user can pass through
     * @param out who watches
     */
    public static Report run(ChaosSettings settings, Path folder, PrintStream out)
            throws IOException, InterruptedException {
        return run(settings, Namespaces.create(), folder, out);
    }

    /**
     * Runs one to its end.
     *
     * @param ground where; closed with it
     * @param folder data and logs, where any user can pass through
     * @param out who watches
     */
    static Report run(ChaosSettings settings, Ground ground, Path folder, PrintStream out)
            throws IOException, InterruptedException {
        try (ChaosRun run = new ChaosRun(settings, ground, folder, out)) {
            Thread stop = Thread.ofPlatform().unstarted(run::close);
            Runtime.getRuntime().addShutdownHook(stop);
            Report report = run.go();
            Runtime.getRuntime().removeShutdownHook(stop);
            return report;
        }
    }

    private Report go() throws IOException, InterruptedException {
        journal.say("seed " + settings.seed() + ": " + settings.coordinators() + " coordinators, " + settings.fleets()
                + " fleets of " + settings.traysPerFleet() + " agents, " + settings.faults() + " faults");
        Keeper keeper = new Keeper(site, journal);
        start();
        comeToRest(keeper);
        begun();
        anchor(keeper);
        journal.say("faults begin");
        Nemesis nemesis = new Nemesis(
                new Faults(site, new Random(settings.seed()), () -> leader),
                keeper,
                journal,
                new Random(settings.seed() + 1),
                settings.interval().toNanos());
        List<Thread> threads = workers();
        for (int left = settings.faults(); left > 0; left -= settings.round()) {
            nemesis.run(Math.min(left, settings.round()));
            gate.close();
            comeToRest(keeper);
            gate.open();
        }
        gate.end();
        for (Thread thread : threads) {
            thread.join();
        }
        endEverything(keeper);
        return report(nemesis, keeper);
    }

    /** Coordinators first: many starts at once take longer than one after the other. */
    private void start() throws IOException, InterruptedException {
        site.ledger().start();
        for (Daemon each : site.coordinators()) {
            each.start();
            long begin = journal.now();
            while (rest.fabric(Site.rest(each)).isEmpty() && journal.now() - begin < START_NANOS) {
                Thread.sleep(LOOK_MILLIS);
            }
            journal.say(each + " answers after " + (journal.now() - begin) / 1_000_000 + " ms");
        }
        site.start();
    }

    private List<URI> servers() {
        return site.coordinators().stream().map(Site::rest).toList();
    }

    private List<Thread> workers() {
        Client.Setting setting = new Client.Setting(servers(), rest, gate, journal, history::add, sightings);
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= settings.clients(); i++) {
            Client client = new Client(i, setting, new Random(settings.seed() * 31 + i));
            threads.add(Thread.ofPlatform().name("client-" + i).daemon().start(client));
        }
        Thread.ofPlatform().name("watch").daemon().start(this::watching);
        return threads;
    }

    private void watching() {
        try {
            while (looking) {
                look();
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            journal.violation("the watch failed: " + e);
        }
    }

    /** A look at ledger and nodes, one at a time. */
    private synchronized Look look() throws IOException {
        looks++;
        Optional<Watch.View> view = watch.look(journal);
        view.ifPresent(seen -> {
            ledger.inspect(seen);
            nodes.learn(seen);
            anchors.check(seen);
        });
        watch.leader().ifPresent(name -> leader = name);
        Map<NodeName, PhysicalHoldings.OnNode> found = nodes.look();
        anchors.check(found);
        return new Look(view, found);
    }

    private record Look(Optional<Watch.View> view, Map<NodeName, PhysicalHoldings.OnNode> found) {}

    private void comeToRest(Keeper keeper) throws IOException, InterruptedException {
        long begin = journal.now();
        List<String> missing = List.of("nothing was looked at");
        while (journal.now() - begin < settings.rest().toNanos()) {
            keeper.turn();
            Look look = look();
            missing = atRest.missing(look.view(), look.found());
            if (missing.isEmpty()) {
                journal.say("at rest after " + (journal.now() - begin) / 1_000_000 + " ms, led by " + leader);
                return;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        missing.forEach(each ->
                journal.violation("not at rest " + settings.rest().toSeconds() + " s after the last fault: " + each));
    }

    private void anchor(Keeper keeper) throws IOException, InterruptedException {
        for (int i = 1; i <= ANCHORS; i++) {
            String name = Anchors.PREFIX + i;
            String key = "key-" + name;
            long call = journal.now();
            Rest.Told told = rest.create(servers().getFirst(), name, key, 8, 1);
            tell(name, new Attempt.Request.Create(key), told, call);
        }
        comeToRest(keeper);
        begun();
        anchors.remember(watch.look(journal).orElseThrow());
        journal.say(ANCHORS + " ComputeDomains with " + anchors.members() + " members run and must not notice");
    }

    /** What clients left is ended; then nothing may be left but the anchors. */
    private void endEverything(Keeper keeper) throws IOException, InterruptedException {
        Watch.View last = watch.look(journal).orElseThrow();
        last.computeDomains().stream()
                .map(record -> record.name().value())
                .filter(name -> !name.startsWith(Anchors.PREFIX))
                .forEach(this::end);
        comeToRest(keeper);
        looking = false;
        long left = watch.look(journal).orElseThrow().computeDomains().size();
        if (left != ANCHORS) {
            journal.violation(left + " ComputeDomains are left, and not " + ANCHORS);
        }
    }

    private void end(String name) {
        try {
            long call = journal.now();
            Rest.Told told = rest.delete(servers().getFirst(), name);
            tell(name, new Attempt.Request.Delete(), told, call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String name, Attempt.Request request, Rest.Told told, long call) {
        history.add(new Attempt(0, name, request, told.answer(), call, call, journal.now()));
    }

    /** What is wrong before the first fault is no finding of this run. */
    private void begun() throws IOException {
        if (!journal.violations().isEmpty()) {
            throw new IOException("the cluster does not start: " + journal.violations());
        }
    }

    private Report report(Nemesis nemesis, Keeper keeper) {
        Judge judge = new Judge();
        List<Attempt> attempts = List.copyOf(history);
        judge.names(attempts);
        judge.grants(new Lives(attempts, ledger.origins(), ledger.gone()).histories(sightings.all()));
        judge.findings().forEach(journal::violation);
        Report report = new Report(
                settings.seed(),
                nemesis.counts(),
                keeper.ends(),
                Report.tally(attempts),
                looks,
                judge.histories(),
                judge.operations(),
                journal.now() / 1_000_000_000,
                journal.violations());
        report.lines().forEach(journal::say);
        return report;
    }

    @Override
    public void close() {
        looking = false;
        gate.end();
        site.close();
        watch.close();
    }
}
