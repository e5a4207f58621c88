package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.FakeEngine;
import dev.heddle.coordinator.FakeFleet;
import dev.heddle.coordinator.engine.port.Leadership;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** REST over real HTTP, on an engine without a ledger. One server for all of these tests. */
@SpringBootTest(
        classes = ApiTest.Server.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.grpc.server.enabled=false",
            "spring.main.banner-mode=off",
            "heddle.rest.leader-patience=2s"
        })
abstract class ApiTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    @Autowired
    FakeEngine engine;

    @Autowired
    Leader leader;

    @Autowired
    JsonMapper mapper;

    @LocalServerPort
    int port;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan(basePackageClasses = ApiConfiguration.class)
    static class Server {

        @Bean
        FakeEngine engine() {
            return new FakeEngine();
        }

        @Bean
        Leader leader() {
            return new Leader();
        }
    }

    /** Says who leads what the test says. */
    static final class Leader implements Leadership {

        volatile View view = new View(Optional.of(FakeEngine.REPLICA), Optional.empty(), 1, Duration.ZERO);

        @Override
        public void start(Candidate candidate) {}

        @Override
        public void engineTurned() {}

        @Override
        public Optional<Long> raiseEpochAbove(long floor) {
            return Optional.empty();
        }

        @Override
        public void release() {}

        @Override
        public View view() {
            return view;
        }

        @Override
        public void stop() {}
    }

    @BeforeEach
    void empty() {
        engine.reset();
    }

    FakeFleet fleet(int racks, int trays) {
        return new FakeFleet(engine, racks, trays);
    }

    /** An answer. */
    record Answer(int status, JsonNode json, HttpResponse<String> response) {

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String code() {
            return json.path("code").asString("");
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    Answer post(String path, String body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer delete(String path, String... headers) {
        return send(request(path, headers).DELETE());
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode json = response.body().isEmpty() ? mapper.createObjectNode() : mapper.readTree(response.body());
            return new Answer(response.statusCode(), json, response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Checks that an answer is a problem as every other. */
    static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.response().body()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("type").asString()).startsWith("/problems/");
        assertThat(answer.json().path("title").asString()).isNotEmpty();
        assertThat(answer.json().path("detail").asString()).isNotEmpty();
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    }
}
