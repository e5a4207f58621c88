package dev.heddle.coordinator.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * On a standby: hands writes to the leader and its answer back, so that clients need not know who leads. While there is
 * none that can be reached, a write waits for the next, which may be this replica. A request that was handed on once is
 * not handed on again. At most {@link #MAX_FORWARDS} are under way; more are told to come again.
 */
class LeaderForwardFilter extends OncePerRequestFilter {

    /** Names the replica that handed a request on. */
    static final String FORWARDED = "Heddle-Forwarded";

    /** Names the client whose request is handed on. */
    static final String CLIENT = "Heddle-Client";

    /** Says that a request that was handed on was not done, as this replica does not lead. */
    static final String NOT_LEADING = "Heddle-Not-Leading";

    /** Requests handed on, or kept until there is a leader, at once. */
    static final int MAX_FORWARDS = 256;

    /** After this, a leader that could not be reached is tried again, though no other is heard of. */
    private static final Duration AGAIN = Duration.ofMillis(50);

    private static final int RETRY_SECONDS = 1;
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String EXPLAIN = "/api/v1/placements:explain";

    private final ControlPlane control;
    private final ProblemWriter problems;
    private final ImageWaits waits;
    private final LeaderCalls calls;
    private final Duration patience;
    private final Semaphore permits = new Semaphore(MAX_FORWARDS);

    LeaderForwardFilter(ControlPlane control, ProblemWriter problems, ImageWaits waits, ApiSettings settings) {
        this.control = control;
        this.problems = problems;
        this.waits = waits;
        this.calls = new LeaderCalls(control, problems, settings.forwardTimeout());
        this.patience = settings.leaderPatience();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return SAFE.contains(request.getMethod())
                || request.getRequestURI().equals(EXPLAIN)
                || "true".equals(request.getParameter("dryRun"));
    }

    @Override
    public void destroy() {
        calls.close();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (control.leading()) {
            chain.doFilter(request, response);
        } else if (request.getHeader(FORWARDED) != null) {
            response.setHeader(NOT_LEADING, "true");
            problems.write(noLeader("This replica does not lead."), request, response);
        } else if (!permits.tryAcquire()) {
            Problem busy = Problem.of(
                    HttpStatus.TOO_MANY_REQUESTS, "TooMany", "This standby hands on " + MAX_FORWARDS + " requests.");
            problems.write(busy.retryAfter(RETRY_SECONDS), request, response);
        } else {
            try {
                handOn(request, response, chain);
            } catch (BodyLimitFilter.BodyTooLargeException e) {
                problems.write(BodyProblems.TOO_LARGE, request, response);
            } catch (Problem.ProblemException e) {
                problems.write(e.problem(), request, response);
            } finally {
                permits.release();
            }
        }
    }

    private void handOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long end = System.nanoTime() + patience.toNanos();
        Optional<byte[]> body = Optional.empty();
        Optional<String> leader;
        do {
            if (control.leading() && body.isEmpty()) {
                chain.doFilter(request, response);
                return;
            }
            leader = control.leader().restAddress();
            if (leader.isPresent()) {
                // It can be read once, and may be sent again; by then this replica may be the one that it is sent to.
                body = Optional.of(
                        body.isPresent() ? body.get() : request.getInputStream().readAllBytes());
                if (calls.answered(leader.get(), body.get(), request, response)) {
                    return;
                }
            }
        } while (anotherTry(leader, end));
        String why = leader.map(address -> "The leader at " + address + " cannot be reached.")
                .orElse("No replica leads now.");
        problems.write(noLeader(why), request, response);
    }

    /** Waits until this replica leads, another is heard of than {@code tried}, or that may be tried again. */
    private boolean anotherTry(Optional<String> tried, long end) {
        long left = end - System.nanoTime();
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
            return false;
        }
        waits.await(
                image -> control.leading() || !control.leader().restAddress().equals(tried),
                Duration.ofNanos(Math.min(left, AGAIN.toNanos())));
        return true;
    }

    static Problem noLeader(String detail) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "NoLeader", detail + " Ask again in a moment.")
                .retryAfter(RETRY_SECONDS);
    }

    static Problem unanswered() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Unanswered",
                        "The answer did not come in time; it may still have been done. Ask again with the same"
                                + " Idempotency-Key, or look first.")
                .retryAfter(RETRY_SECONDS);
    }
}
