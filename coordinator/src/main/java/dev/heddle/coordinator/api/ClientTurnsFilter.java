package dev.heddle.coordinator.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * On the leader: a client that asks for many changes at once keeps only few of them before the engine, so that others'
 * do not queue behind them. Clients are told apart by their network address.
 */
class ClientTurnsFilter extends OncePerRequestFilter {

    /** Requests of one client that wait for their turn; one more is told to come again. */
    static final int MAX_WAITING = 512;

    private static final int RETRY_SECONDS = 1;

    private final ConcurrentHashMap<String, Turns> clients = new ConcurrentHashMap<>();
    private final ProblemWriter problems;
    private final int atOnce;
    private final Duration patience;

    /**
     * @param problems writes refusals
     * @param atOnce requests of one client for a change that are taken up at once; a further one waits for its turn
     * @param patience how long a request waits for its turn
     */
    ClientTurnsFilter(ProblemWriter problems, int atOnce, Duration patience) {
        this.problems = problems;
        this.atOnce = atOnce;
        this.patience = patience;
    }

    /** One client's; here as long as a request of it is. */
    private static final class Turns {
        private final Semaphore free;
        // Changed by atomic updates of the map only.
        private int requests;

        Turns(int atOnce) {
            free = new Semaphore(atOnce, true);
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return LeaderForwardFilter.changesNothing(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String client = client(request);
        Turns turns = clients.compute(client, (name, known) -> {
            Turns now = known == null ? new Turns(atOnce) : known;
            now.requests++;
            return now;
        });
        try {
            if (turns.free.getQueueLength() >= MAX_WAITING || !taken(turns.free)) {
                problems.write(tooMany(), request, response);
                return;
            }
            try {
                chain.doFilter(request, response);
            } finally {
                turns.free.release();
            }
        } finally {
            clients.computeIfPresent(client, (name, known) -> --known.requests == 0 ? null : known);
        }
    }

    /** A standby that hands a request on says whose it is. */
    private static String client(HttpServletRequest request) {
        String handedOnFor = request.getHeader(LeaderForwardFilter.CLIENT);
        boolean handedOn = request.getHeader(LeaderForwardFilter.FORWARDED) != null;
        return handedOn && handedOnFor != null ? handedOnFor : request.getRemoteAddr();
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
                        "More requests from this address wait than are taken: " + atOnce + " at once. Nothing was"
                                + " done. Ask again in a moment, and for fewer things at once.")
                .retryAfter(RETRY_SECONDS);
    }
}
