package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.testing.RepositoryRoot;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed description is the served one. {@code -Dheddle.update=openapi} writes it anew. */
class OpenApiTest extends ApiTest {

    @Test
    void committedDescriptionIsTheServedOne() throws Exception {
        String served;
        try (HttpClient http = HttpClient.newHttpClient()) {
            served = http.send(
                            HttpRequest.newBuilder(uri("/v3/api-docs.yaml")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
        Path committed = RepositoryRoot.path().resolve("docs/openapi.yaml");
        if (System.getProperty("heddle.update", "").equals("openapi")) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, served);
        }
        assertThat(served).startsWith("openapi: 3.1");
        assertThat(Files.readString(committed))
                .as("docs/openapi.yaml; write it anew with -Dheddle.update=openapi")
                .isEqualTo(served);
    }

    @Test
    void noPageOfSwaggerIsServed() {
        assertThat(get("/swagger-ui/index.html").status()).isEqualTo(404);
    }
}
