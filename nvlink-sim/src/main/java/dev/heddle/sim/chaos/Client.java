package dev.heddle.sim.chaos;

import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.sim.chaos.history.Answer;
import dev.heddle.sim.chaos.history.Attempt;
import dev.heddle.sim.chaos.history.Attempt.Request;
import dev.heddle.sim.chaos.history.Sighting;
import dev.heddle.sim.chaos.history.Sightings;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One client: makes ComputeDomains, looks until they are Ready, and ends them again, at any replica and through all
 * faults. Asks again with the same key when it is not told what came of a create. Everything goes into the history.
 */
final class Client implements Runnable {

    private static final int LIVE = 5;
    private static final int LOOKS = 12;
    private static final int TRIES = 40;
    private static final long PAUSE_MILLIS = 150;
    private static final long POOL_NANOS = 15_000_000_000L;

    private final int number;
    private final Setting setting;
    private final RandomGenerator random;
    private final Deque<String> live = new ArrayDeque<>();
    private String version = "";
    private long lastWrite;
    private int made;

    /**
     * What clients share.
     *
     * @param servers where replicas are
     * @param rest asks them
     * @param gate when to work
     * @param journal the clock
     * @param history what is told
     * @param sightings what is seen to be held
     */
    record Setting(
            List<URI> servers, Rest rest, Gate gate, Journal journal, Consumer<Attempt> history, Sightings sightings) {}

    Client(int number, Setting setting, RandomGenerator random) {
        this.number = number;
        this.setting = setting;
        this.random = random;
    }

    @Override
    public void run() {
        try {
            while (setting.gate().enter()) {
                try {
                    task();
                } finally {
                    setting.gate().leave();
                }
                Thread.sleep(random.nextLong(PAUSE_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void task() throws InterruptedException {
        if (live.size() < LIVE && random.nextInt(3) > 0) {
            make();
        } else if (!live.isEmpty()) {
            end(live.poll());
        }
    }

    /** One name in eight is one that all clients want at that time. */
    private void make() throws InterruptedException {
        made++;
        boolean contested = random.nextInt(8) == 0;
        String name = contested
                ? "pool-" + setting.journal().now() / POOL_NANOS + "-" + random.nextInt(2)
                : "c" + number + "-" + made;
        String key = "key-" + number + "-" + made;
        int nodes = 1 + random.nextInt(4);
        int gpus = 1 + random.nextInt(2);
        for (int tries = 0; tries < TRIES; tries++) {
            Answer answer =
                    ask(name, new Request.Create(key), server -> setting.rest().create(server, name, key, nodes, gpus));
            if (answer instanceof Answer.Made) {
                live.add(name);
                look(name);
                return;
            }
            if (answer instanceof Answer.Taken) {
                return;
            }
            Thread.sleep(PAUSE_MILLIS + random.nextLong(PAUSE_MILLIS));
        }
        live.add(name); // Perhaps it is there: ended like the others.
    }

    private void look(String name) throws InterruptedException {
        for (int looks = 0; looks < LOOKS && !setting.gate().closing(); looks++) {
            Answer answer =
                    ask(name, new Request.Read(), server -> setting.rest().read(server, name, version));
            if (answer instanceof Answer.Shown shown && (shown.phase().equals("Ready") || shown.ending())
                    || answer instanceof Answer.Absent) {
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private void end(String name) throws InterruptedException {
        look(name);
        for (int tries = 0; tries < TRIES; tries++) {
            Answer answer =
                    ask(name, new Request.Delete(), server -> setting.rest().delete(server, name));
            if (!(answer instanceof Answer.Unknown) && !(answer instanceof Answer.Refused)) {
                return;
            }
            Thread.sleep(PAUSE_MILLIS + random.nextLong(PAUSE_MILLIS));
        }
    }

    private interface Question {
        Rest.Told ask(URI server) throws InterruptedException;
    }

    private Answer ask(String name, Request request, Question question) throws InterruptedException {
        URI server = setting.servers().get(random.nextInt(setting.servers().size()));
        long call = setting.journal().now();
        Rest.Told told = question.ask(server);
        long end = setting.journal().now();
        boolean read = request instanceof Request.Read;
        long since = read ? lastWrite : call;
        setting.history().accept(new Attempt(number, name, request, told.answer(), call, since, end));
        if (told.version().isPresent() && !(told.answer() instanceof Answer.Unknown)) {
            advance(told.version().get(), read, call, server);
        }
        if (told.answer() instanceof Answer.Shown shown && !shown.held().isEmpty()) {
            Set<String> held = new TreeSet<>(shown.held());
            setting.sightings().one(new Sighting("client " + number, since, end, shown.uid(), held));
        }
        return told.answer();
    }

    /** Reads never go back; what a write was answered from shows the write. */
    private void advance(String told, boolean read, long call, URI server) {
        if (read && !version.isEmpty() && compare(told, version) < 0) {
            setting.journal()
                    .violation(
                            "client " + number + " asked " + server + " for " + version + " and got the older " + told);
        }
        if (version.isEmpty() || compare(told, version) > 0) {
            version = told;
        }
        if (!read) {
            lastWrite = call;
        }
    }

    private static int compare(String a, String b) {
        return ImageVersion.parse(a).compareTo(ImageVersion.parse(b));
    }
}
