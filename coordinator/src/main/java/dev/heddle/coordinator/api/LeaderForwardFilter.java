package dev.heddle.coordinator.api;

import dev.heddle.coordinator.engine.port.Leadership;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * On a standby: hands writes to the leader and its answer back, so that clients need not know who leads. A request that
 * was handed on once is not handed on again. At most {@link #MAX_FORWARDS} are under way; more are told to come again.
 */
class LeaderForwardFilter extends OncePerRequestFilter {

    /** Names the replica that handed a request on. */
    static final String FORWARDED = "Heddle-Forwarded";

    /** Names the client whose request is handed on. */
    static final String CLIENT = "Heddle-Client";

    /** Requests handed on at once. */
    static final int MAX_FORWARDS = 256;

    /** Bytes of a leader's answer; the largest is a ComputeDomain over thousands of nodes. */
    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final int RETRY_SECONDS = 1;
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String EXPLAIN = "/api/v1/placements:explain";

    private static final List<String> TO_LEADER = List.of(
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.ACCEPT,
            HttpHeaders.IF_MATCH,
            HttpHeaders.AUTHORIZATION,
            ComputeDomainController.IDEMPOTENCY_KEY);

    private static final List<String> TO_CLIENT = List.of(
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.LOCATION,
            HttpHeaders.ETAG,
            HttpHeaders.RETRY_AFTER,
            HttpHeaders.ALLOW,
            ComputeDomainController.REPLAYED,
            ReadInterceptor.IMAGE);

    private static final Logger LOG = LoggerFactory.getLogger(LeaderForwardFilter.class);

    private final ControlPlane control;
    private final ProblemWriter problems;
    private final Duration timeout;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final Semaphore permits = new Semaphore(MAX_FORWARDS);

    LeaderForwardFilter(ControlPlane control, ProblemWriter problems, Duration timeout) {
        this.control = control;
        this.problems = problems;
        this.timeout = timeout;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return SAFE.contains(request.getMethod())
                || request.getRequestURI().equals(EXPLAIN)
                || "true".equals(request.getParameter("dryRun"));
    }

    @Override
    public void destroy() {
        http.shutdownNow();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (control.leading()) {
            chain.doFilter(request, response);
            return;
        }
        Leadership.View leader = control.leader();
        if (leader.restAddress().isEmpty() || request.getHeader(FORWARDED) != null) {
            problems.write(noLeader("No replica leads now."), request, response);
        } else if (!permits.tryAcquire()) {
            Problem busy = Problem.of(
                    HttpStatus.TOO_MANY_REQUESTS, "TooMany", "This standby hands on " + MAX_FORWARDS + " requests.");
            problems.write(busy.retryAfter(RETRY_SECONDS), request, response);
        } else {
            try {
                forward(leader.restAddress().get(), request, response);
            } finally {
                permits.release();
            }
        }
    }

    static Problem noLeader(String detail) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "NoLeader", detail + " Ask again in a moment.")
                .retryAfter(RETRY_SECONDS);
    }

    private void forward(String leader, HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            HttpResponse<InputStream> answer =
                    http.send(handedOn(leader, request), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                answer(answer, body.readNBytes(MAX_ANSWER_BYTES), response);
            }
        } catch (BodyLimitFilter.BodyTooLargeException e) {
            problems.write(BodyProblems.TOO_LARGE, request, response);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            problems.write(noLeader("The leader at " + leader + " cannot be reached."), request, response);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("leader", leader).setCause(e).log("no answer from the leader");
            problems.write(unanswered(), request, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems.write(unanswered(), request, response);
        }
    }

    private HttpRequest handedOn(String leader, HttpServletRequest request) throws IOException {
        String query = request.getQueryString();
        URI target = URI.create(leader + request.getRequestURI() + (query == null ? "" : "?" + query));
        byte[] body = request.getInputStream().readAllBytes();
        HttpRequest.Builder handed = HttpRequest.newBuilder(target)
                .timeout(timeout)
                .method(request.getMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                .header(FORWARDED, control.now().status().replica())
                .header(CLIENT, request.getRemoteAddr());
        for (String name : TO_LEADER) {
            String value = request.getHeader(name);
            if (value != null) {
                handed.header(name, value);
            }
        }
        return handed.build();
    }

    private static void answer(HttpResponse<InputStream> answer, byte[] body, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.statusCode());
        for (String name : TO_CLIENT) {
            answer.headers().firstValue(name).ifPresent(value -> response.setHeader(name, value));
        }
        response.getOutputStream().write(body);
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
