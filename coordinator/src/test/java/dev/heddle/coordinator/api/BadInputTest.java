package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bad input gets: a problem that names the field and the fix, and nothing stored. */
class BadInputTest extends ApiTest {

    private static final String ALL = "/api/v1/compute-domains";

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("{\"name\":\"a\",\"nodes\":1,\"node\":2}", "UnknownField", "node"),
                Arguments.of("{\"name\":\"a\",\"nodes\":\"16\"}", "WrongType", "nodes"),
                Arguments.of("{\"name\":\"a\",\"nodes\":1.5}", "WrongType", "nodes"),
                Arguments.of("{\"name\":\"a\",\"nodes\":true}", "WrongType", "nodes"),
                Arguments.of("{\"name\":\"a\",\"nodes\":[1]}", "WrongType", "nodes"),
                Arguments.of("{\"name\":\"a\",\"nodes\":{}}", "WrongType", "nodes"),
                Arguments.of("{\"name\":7,\"nodes\":1}", "WrongType", "name"),
                Arguments.of("{\"name\":true,\"nodes\":1}", "WrongType", "name"),
                Arguments.of(
                        "{\"name\":\"a\",\"nodes\":1,\"waitForCapacity\":\"yes\"}", "WrongType", "waitForCapacity"),
                Arguments.of("{\"name\":\"a\",\"nodes\":1,\"waitForCapacity\":1}", "WrongType", "waitForCapacity"),
                Arguments.of("[]", "WrongType", "body"),
                Arguments.of("\"a\"", "WrongType", "body"),
                Arguments.of("{\"name\":\"a\",\"nodes\":99999999999999}", "OutOfRange", "nodes"),
                Arguments.of("{\"name\":\"a\",\"nodes\":0}", "InvalidField", "nodes"),
                Arguments.of("{\"name\":\"a\",\"nodes\":-4}", "InvalidField", "nodes"),
                Arguments.of("{\"name\":\"a\",\"nodes\":1000000000}", "InvalidField", "nodes"),
                Arguments.of("{\"name\":\"a\",\"nodes\":100001}", "InvalidField", "nodes"),
                Arguments.of("{\"name\":\"a\"}", "InvalidField", "nodes"),
                Arguments.of("{\"name\":\"a\",\"nodes\":null}", "InvalidField", "nodes"),
                Arguments.of("{\"nodes\":1}", "InvalidField", "name"),
                Arguments.of("{\"name\":\"\",\"nodes\":1}", "InvalidField", "name"),
                Arguments.of("{\"name\":\"Train_1\",\"nodes\":1}", "InvalidField", "name"),
                Arguments.of("{\"name\":\"-a\",\"nodes\":1}", "InvalidField", "name"),
                Arguments.of("{\"name\":\"" + "a".repeat(64) + "\",\"nodes\":1}", "InvalidField", "name"),
                Arguments.of("{\"name\":\"a\",\"nodes\":1,\"gpusPerNode\":0}", "InvalidField", "gpusPerNode"),
                Arguments.of("{\"name\":\"a\",\"nodes\":1,\"gpusPerNode\":33}", "InvalidField", "gpusPerNode"),
                Arguments.of("{\"name\":\"a\",\"nodes\":4,\"segmentSize\":3}", "InvalidField", "segmentSize"),
                Arguments.of("{\"name\":\"a\",\"nodes\":4,\"segmentSize\":0}", "InvalidField", "segmentSize"),
                Arguments.of("{\"name\":\"a\",\"nodes\":1,\"ttlSeconds\":0}", "InvalidField", "ttlSeconds"),
                Arguments.of("{\"name\":\"a\",\"nodes\":1,\"ttlSeconds\":99999999}", "InvalidField", "ttlSeconds"),
                Arguments.of("{\"name\":\"a\",\"nodes\":1,\"isolation\":\"dedicated\"}", "InvalidField", "isolation"),
                Arguments.of("{\"name\":\"a\",\"name\":\"b\",\"nodes\":1}", "MalformedJson", "body"),
                Arguments.of("{\"name\":\"a\",\"nodes\":1} x", "MalformedJson", "body"),
                Arguments.of("{\"name\":", "MalformedJson", "body"),
                Arguments.of("name: a", "MalformedJson", "body"),
                Arguments.of("null", "MissingBody", "body"),
                Arguments.of("", "MissingBody", "body"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void badBodyNamesItsFieldAndTheFix(String body, String code, String field) {
        fleet(1, 2);
        Answer answer = post(ALL, body);
        assertProblem(answer, 400, code);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(answer.json().at("/errors/0/message").asString()).isNotEmpty();
        assertThat(answer.json().at("/errors/0/fix").asString()).isNotEmpty();
        assertThat(engine.image().computeDomains().isEmpty()).isTrue();
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        Answer answer = post(ALL, "{\"name\":\"A\",\"nodes\":0,\"gpusPerNode\":99}");
        assertThat(answer.json().path("errors").size()).isEqualTo(3);
    }

    @Test
    void bodyOverOneMebibyteIsRefusedAnnouncedOrNot() {
        String body = "{\"name\":\"" + "a".repeat(1 << 20) + "\",\"nodes\":1}";
        assertProblem(post(ALL, body), 413, "BodyTooLarge");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Answer chunked = send(request(ALL)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes))));
        assertProblem(chunked, 413, "BodyTooLarge");
    }

    @Test
    void bodyOfAnotherTypeIsRefused() {
        Answer answer = send(request(ALL)
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"a\",\"nodes\":1}")));
        assertProblem(answer, 415, "UnsupportedMediaType");
        assertThat(answer.json().at("/errors/0/fix").asString()).contains("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/nope,404,NotFound",
        "/api/v2/racks,404,NotFound",
        "/nope,404,NotFound",
        "/api/v1/racks/nope,404,NotFound",
        "/api/v1/racks/%20,404,NotFound",
        "/api/v1/nodes/NOPE,404,NotFound",
        "/api/v1/compute-domains/nope,404,NotFound",
        "/api/v1/watch?rack=nope,404,NotFound",
        "/api/v1/racks?limit=0,400,InvalidParameter",
        "/api/v1/racks?limit=1001,400,InvalidParameter",
        "/api/v1/racks?limit=x,400,InvalidParameter",
        "/api/v1/racks?page=x,400,InvalidParameter",
        "/api/v1/links?state=broken,400,InvalidParameter",
        "/api/v1/nodes?state=broken,400,InvalidParameter",
        "/api/v1/gpus?health=broken,400,InvalidParameter",
        "/api/v1/compute-domains?phase=broken,400,InvalidParameter"
    })
    void badAddressOrParameterIsAProblem(String path, int status, String code) {
        assertProblem(get(path), status, code);
    }

    @Test
    void badWaitIsAProblem() {
        fleet(1, 1);
        post(ALL, "{\"name\":\"a\",\"nodes\":1}");
        assertProblem(get(ALL + "/a?waitFor=Never"), 400, "InvalidParameter");
        assertProblem(get(ALL + "/a?waitFor=Ready&timeoutMillis=99999999"), 400, "InvalidParameter");
        assertProblem(get(ALL + "/a?timeoutMillis=x"), 400, "InvalidParameter");
    }

    @Test
    void wrongMethodNamesTheRightOnes() {
        Answer answer = send(request("/api/v1/racks").PUT(HttpRequest.BodyPublishers.ofString("{}")));
        assertProblem(answer, 405, "MethodNotAllowed");
        assertThat(answer.header("Allow")).contains("GET");
    }

    @Test
    void unreadableAnswerTypeIsAProblem() {
        assertThat(get("/api/v1/racks", "Accept", "application/xml").status()).isEqualTo(406);
    }

    @Test
    void callersByAnotherNameOrFromAnotherOriginAreNotHeard() {
        Answer foreign = send(request(ALL, "Origin", "http://evil.example")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"a\",\"nodes\":1}")));
        assertProblem(foreign, 403, "CrossSite");
        assertThat(get("/api/v1/racks", "Origin", "http://evil.example").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nodes/%00", "/api/v1/nodes/..%2f..%2fetc", "/api/v1/nodes/a%5cb"})
    void addressThatTheServerItselfRefusesGetsAProblemToo(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.code()).isEqualTo("BadRequest");
        assertThat(answer.json().path("detail").asString()).isEqualTo("The request cannot be understood.");
    }
}
