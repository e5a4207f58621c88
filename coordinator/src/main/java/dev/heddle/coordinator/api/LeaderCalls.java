package dev.heddle.coordinator.api;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/** Sends a request to the leader, and its answer to the client. */
final class LeaderCalls implements AutoCloseable {

    /** Bytes of a leader's answer; the largest is a ComputeDomain over thousands of nodes. */
    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private static final Duration CONNECT = Duration.ofSeconds(1);

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

    private static final Logger LOG = LoggerFactory.getLogger(LeaderCalls.class);

    private final ControlPlane control;
    private final ProblemWriter problems;
    private final Duration timeout;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /**
     * @param control names this replica
     * @param problems answers where the leader's answer does not come
     * @param timeout how long the leader may take
     */
    LeaderCalls(ControlPlane control, ProblemWriter problems, Duration timeout) {
        this.control = control;
        this.problems = problems;
        this.timeout = timeout;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Whether the client was answered; if not, nothing was done: nobody was there, or it does not lead. */
    boolean answered(String leader, byte[] body, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            HttpResponse<InputStream> answer =
                    http.send(handedOn(leader, body, request), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream content = answer.body()) {
                if (answer.headers().firstValue(LeaderForwardFilter.NOT_LEADING).isPresent()) {
                    return false;
                }
                answer(answer, content.readNBytes(MAX_ANSWER_BYTES), response);
            }
        } catch (ConnectException | HttpConnectTimeoutException e) {
            LOG.debug("The leader at {} cannot be reached", leader, e);
            return false;
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("leader", leader).setCause(e).log("no answer from the leader");
            problems.write(LeaderForwardFilter.unanswered(), request, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems.write(LeaderForwardFilter.unanswered(), request, response);
        }
        return true;
    }

    private HttpRequest handedOn(String leader, byte[] body, HttpServletRequest request) {
        String query = request.getQueryString();
        URI target = URI.create(leader + request.getRequestURI() + (query == null ? "" : "?" + query));
        HttpRequest.Builder handed = HttpRequest.newBuilder(target)
                .timeout(timeout)
                .method(request.getMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                .header(LeaderForwardFilter.FORWARDED, control.now().status().replica())
                .header(LeaderForwardFilter.CLIENT, request.getRemoteAddr());
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
}
