package dev.heddle.coordinator.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/**
 * On the leader: a client that asks for many changes at once keeps only few of them before the engine, so that others'
 * do not queue behind them. Clients are told apart by their network address.
 */
final class ClientTurns {

    /** Changes asked for by one client that wait for their turn; one more is told to come again. */
    static final int MAX_WAITING = 512;

    private static final int RETRY_SECONDS = 1;

    private final ConcurrentHashMap<String, Turns> clients = new ConcurrentHashMap<>();
    private final int atOnce;
    private final Duration patience;

    /**
     * @param atOnce changes asked for by one client that are before the engine at once; a further one waits for its turn
     * @param patience how long it waits
     */
    ClientTurns(int atOnce, Duration patience) {
        this.atOnce = atOnce;
        this.patience = patience;
    }

    /** One client's; here as long as a change of it is. */
    private static final class Turns {
        private final Semaphore free;
        // Changed by atomic updates of the map only.
        private int changes;

        Turns(int atOnce) {
            free = new Semaphore(atOnce, true);
        }
    }

    /** Whose request it is; a standby that hands one on says so. */
    static String client(HttpServletRequest request) {
        String handedOnFor = request.getHeader(LeaderForwardFilter.CLIENT);
        boolean handedOn = request.getHeader(LeaderForwardFilter.FORWARDED) != null;
        return handedOn && handedOnFor != null ? handedOnFor : request.getRemoteAddr();
    }

    /** Does {@code change} when it is the client's turn; a client with too many in the way is refused. */
    <T> T take(String client, Supplier<T> change) {
        Turns turns = clients.compute(client, (name, known) -> {
            Turns now = known == null ? new Turns(atOnce) : known;
            now.changes++;
            return now;
        });
        try {
            if (turns.free.getQueueLength() >= MAX_WAITING || !taken(turns.free)) {
                throw tooMany().thrown();
            }
            try {
                return change.get();
            } finally {
                turns.free.release();
            }
        } finally {
            clients.computeIfPresent(client, (name, known) -> --known.changes == 0 ? null : known);
        }
    }

    private boolean taken(Semaphore free) {
        try {
            return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Problem tooMany() {
        return Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "TooMany",
                        "More changes asked for from this address wait than are taken: " + atOnce
                                + " at once. Nothing was"
                                + " done. Ask again in a moment, and for fewer things at once.")
                .retryAfter(RETRY_SECONDS);
    }
}
