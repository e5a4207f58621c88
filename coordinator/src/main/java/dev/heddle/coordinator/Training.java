package dev.heddle.coordinator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * With {@code heddle.training=true}: leads, answers requests of its own, and ends this process. A start-up cache that is
 * recorded meanwhile (JEP 483, JEP 515) then has what a coordinator needs when it takes over from another, which is as
 * rare and as urgent as its start. Meant for an empty ledger of its own.
 */
@Component
@ConditionalOnBooleanProperty("heddle.training")
class Training {

    private static final Logger LOG = LoggerFactory.getLogger(Training.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final int ROUNDS = 30;
    private static final int NO_LEADER = 503;
    private static final String COMPUTE_DOMAINS = "/api/v1/compute-domains";

    private final Environment environment;
    private final HttpClient http = HttpClient.newHttpClient();

    Training(Environment environment) {
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        Thread.ofPlatform().name("training").start(() -> System.exit(train() ? 0 : 1));
    }

    private boolean train() {
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (ask("POST", COMPUTE_DOMAINS, create(0)) == NO_LEADER) {
                if (System.nanoTime() - end > 0) {
                    LOG.error("This coordinator did not become the leader within {}", PATIENCE);
                    return false;
                }
            }
            for (int i = 1; i <= ROUNDS; i++) {
                round(i);
            }
            return true;
        } catch (IOException e) {
            LOG.error("This coordinator does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void round(int number) throws IOException, InterruptedException {
        ask("POST", COMPUTE_DOMAINS, create(number));
        ask("GET", COMPUTE_DOMAINS, "");
        ask("GET", COMPUTE_DOMAINS + "/training-" + number, "");
        ask("GET", "/api/v1/fabric", "");
        ask("DELETE", COMPUTE_DOMAINS + "/training-" + number, "");
    }

    private static String create(int number) {
        return "{\"name\":\"training-" + number + "\",\"nodes\":2,\"gpusPerNode\":4}";
    }

    private int ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port") + path))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
