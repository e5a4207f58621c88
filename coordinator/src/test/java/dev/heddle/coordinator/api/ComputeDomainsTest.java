package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.FakeFleet;
import dev.heddle.coordinator.FakeNode;
import dev.heddle.coordinator.allocation.Reply;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** ComputeDomains from create to gone. */
class ComputeDomainsTest extends ApiTest {

    private static final String ALL = "/api/v1/compute-domains";

    @Test
    void createdOneBecomesReadyAndShowsItsMembers() {
        FakeFleet fleet = fleet(2, 4);
        Answer created = post(ALL, "{\"name\":\"train-1\",\"nodes\":3,\"ttlSeconds\":3600}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(ALL + "/train-1");
        assertThat(created.header("Heddle-Image"))
                .isEqualTo(engine.image().version().toString());
        assertThat(created.json().path("phase").asString()).isEqualTo("Forming");
        assertThat(created.json().path("gpusPerNode").asInt()).isEqualTo(4);
        assertThat(created.json().path("expiresAt").asString()).isEqualTo("2026-01-01T01:00:00Z");
        assertThat(created.json().at("/segments/0/members/0/state").asString()).isEqualTo("Granted");
        assertThat(created.json().path("reason").asString()).isEqualTo("NotApplied");
        fleet.converge();
        Answer ready = get(ALL + "/train-1?waitFor=Ready&timeoutMillis=5000");
        JsonNode cd = ready.json();
        assertThat(cd.path("phase").asString()).isEqualTo("Ready");
        assertThat(cd.path("formingMillis").asLong()).isZero();
        assertThat(cd.path("segments").size()).isEqualTo(1);
        assertThat(cd.at("/segments/0/channel").asInt()).isPositive();
        assertThat(cd.at("/segments/0/members").size()).isEqualTo(3);
        assertThat(cd.at("/segments/0/members/0/state").asString()).isEqualTo("Applied");
        assertThat(cd.at("/segments/0/members/0/gpus/3/index").asInt()).isEqualTo(3);
        assertThat(ready.header("ETag")).isEqualTo("\"" + cd.path("version").asLong() + "\"");
        assertThat(get(ALL + "?phase=ready").json().path("total").asInt()).isEqualTo(1);
        assertThat(get(ALL + "?phase=Pending").json().path("total").asInt()).isZero();
    }

    @Test
    void unchangedOneIsNotSentAgain() {
        fleet(1, 2);
        String etag = post(ALL, "{\"name\":\"a\",\"nodes\":1}").header("ETag");
        Answer same = get(ALL + "/a", "If-None-Match", etag);
        assertThat(same.status()).isEqualTo(304);
        assertThat(get(ALL + "/a", "If-None-Match", "\"999\"").status()).isEqualTo(200);
    }

    @Test
    void oneThatDoesNotFitWaitsAndSaysOfEveryCliqueWhy() {
        FakeFleet fleet = fleet(2, 2);
        fleet.create("first", 2);
        Answer created = post(ALL, "{\"name\":\"big\",\"nodes\":3}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("phase").asString()).isEqualTo("Pending");
        JsonNode verdicts = get(ALL + "/big").json().path("verdicts");
        assertThat(verdicts.size()).isEqualTo(2);
        assertThat(verdicts.path(0).path("code").asString()).isEqualTo("TooSmall");
        assertThat(verdicts.path(0).path("message").asString()).isNotEmpty();
        assertThat(get(ALL).json().at("/items/0/verdicts").isMissingNode()).isTrue();
        assertThat(delete(ALL + "/big").status()).isEqualTo(204);
        assertProblem(get(ALL + "/big"), 404, "NotFound");
    }

    @Test
    void oneThatMayNotWaitIsRefusedWithVerdicts() {
        fleet(1, 2);
        Answer refused = post(ALL, "{\"name\":\"big\",\"nodes\":3,\"waitForCapacity\":false}");
        assertProblem(refused, 422, "Unplaceable");
        assertThat(refused.json().path("verdicts").size()).isEqualTo(1);
        assertThat(get(ALL).json().path("total").asInt()).isZero();
    }

    @Test
    void sameKeyMakesOneAndAnotherContentIsRefused() {
        fleet(1, 4);
        String body = "{\"name\":\"a\",\"nodes\":1}";
        Answer first = post(ALL, body, "Idempotency-Key", "key 1");
        Answer again = post(ALL, body, "Idempotency-Key", "key 1");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isEqualTo("false");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.json().path("uid").asString())
                .isEqualTo(first.json().path("uid").asString());
        assertProblem(post(ALL, "{\"name\":\"a\",\"nodes\":2}", "Idempotency-Key", "key 1"), 422, "KeyReused");
        assertProblem(post(ALL, body), 409, "NameTaken");
        assertProblem(post(ALL, body, "Idempotency-Key", "x".repeat(129)), 400, "InvalidHeader");
    }

    @Test
    void dryRunSaysWhereItWouldGoAndStoresNothing() {
        fleet(1, 4);
        Answer answer = post(ALL + "?dryRun=true", "{\"name\":\"a\",\"nodes\":2}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/segments/0/members").size()).isEqualTo(2);
        assertThat(answer.json().at("/segments/0/members/0/state").asString()).isEqualTo("Planned");
        assertThat(answer.json().at("/segments/0/members/0/gpus").size()).isEqualTo(4);
        assertThat(answer.json().path("verdicts").size()).isEqualTo(1);
        assertThat(get(ALL).json().path("total").asInt()).isZero();
    }

    @Test
    void deletedOneWaitsForItsMembersAndNamesThem() {
        FakeFleet fleet = fleet(1, 2);
        fleet.create("a", 2);
        fleet.converge();
        FakeNode slow = fleet.node(1, 1);
        slow.stubborn = true;
        Answer deleted = delete(ALL + "/a");
        assertThat(deleted.status()).isEqualTo(202);
        assertThat(deleted.json().path("phase").asString()).isEqualTo("Releasing");
        assertThat(deleted.json().path("waitingFor").size()).isEqualTo(2);
        fleet.converge();
        JsonNode waiting = get(ALL + "/a").json();
        assertThat(waiting.path("waitingFor").size()).isEqualTo(1);
        assertThat(waiting.path("waitingFor").path(0).asString()).startsWith("rack-01-tray-01: pid 4242 has channel");
        assertThat(waiting.at("/segments/0/members/0/state").asString()).isEqualTo("Releasing");
        slow.connected = false;
        fleet.converge();
        assertThat(get(ALL + "/a").json().path("waitingFor").path(0).asString()).contains("fence");
        assertProblem(post("/api/v1/nodes/rack-01-tray-01:fence", "{\"poweredOff\":false}"), 400, "InvalidField");
        assertThat(post("/api/v1/nodes/rack-01-tray-01:fence", "{\"poweredOff\":true}")
                        .status())
                .isEqualTo(200);
        assertProblem(get(ALL + "/a?waitFor=Deleted"), 404, "NotFound");
        assertThat(post("/api/v1/nodes/rack-01-tray-01:forget", "").status()).isEqualTo(200);
        assertProblem(get("/api/v1/nodes/rack-01-tray-01"), 404, "NotFound");
    }

    @Test
    void deleteOfAnotherVersionIsRefused() {
        fleet(1, 2);
        String etag = post(ALL, "{\"name\":\"a\",\"nodes\":1}").header("ETag");
        assertProblem(delete(ALL + "/a", "If-Match", "\"999\""), 412, "VersionConflict");
        assertProblem(delete(ALL + "/a", "If-Match", "W/\"1\""), 400, "InvalidHeader");
        assertThat(delete(ALL + "/a", "If-Match", etag).status()).isEqualTo(202);
        assertProblem(delete(ALL + "/nope"), 404, "NotFound");
        assertProblem(delete(ALL + "/NOT_A_LABEL"), 404, "NotFound");
    }

    @Test
    void explainNamesTheChosenCliqueAndTakesNothing() {
        fleet(2, 3);
        Answer answer = post("/api/v1/placements:explain", "{\"nodes\":3,\"gpusPerNode\":2}");
        assertThat(answer.json().path("placeable").asBoolean()).isTrue();
        assertThat(answer.json().at("/chosen/0/members").size()).isEqualTo(3);
        assertThat(answer.json().at("/chosen/0/members/0/gpus").asInt()).isEqualTo(2);
        assertThat(answer.json().path("verdicts").toString())
                .contains("\"Chosen\"")
                .contains("\"Fits\"");
        Answer none = post("/api/v1/placements:explain", "{\"nodes\":9}");
        assertThat(none.json().path("placeable").asBoolean()).isFalse();
        Answer segments = post("/api/v1/placements:explain", "{\"nodes\":6,\"segmentSize\":3}");
        assertThat(segments.json().path("chosen").size()).isEqualTo(2);
    }

    @Test
    void cordonedRackTakesNothingUntilItIsOpenedAgain() {
        FakeFleet fleet = fleet(1, 3);
        fleet.create("a", 1);
        Answer cordoned = post("/api/v1/racks/rack-01:cordon", "");
        assertThat(cordoned.status()).isEqualTo(200);
        assertThat(cordoned.json().path("nodes").size()).isEqualTo(3);
        assertThat(cordoned.json().path("blocking").path(0).asString()).isEqualTo("a");
        assertThat(get("/api/v1/racks/rack-01").json().path("cordonedNodes").asInt())
                .isEqualTo(3);
        assertThat(post("/api/v1/placements:explain", "{\"nodes\":2}")
                        .json()
                        .at("/verdicts/0/code")
                        .asString())
                .isEqualTo("Cordoned");
        assertThat(post("/api/v1/nodes/rack-01-tray-02:uncordon", "")
                        .json()
                        .path("nodes")
                        .size())
                .isEqualTo(1);
        assertThat(post("/api/v1/racks/rack-01:uncordon", "")
                        .json()
                        .path("nodes")
                        .size())
                .isEqualTo(2);
        assertProblem(post("/api/v1/racks/rack-09:cordon", ""), 404, "NotFound");
        assertProblem(post("/api/v1/nodes/nope:cordon", ""), 404, "NotFound");
        assertProblem(post("/api/v1/nodes/rack-01-tray-00:forget", ""), 409, "NodeConnected");
    }

    @ParameterizedTest
    @CsvSource({
        "NAME_TAKEN,409,NameTaken,false",
        "KEY_REUSED,422,KeyReused,false",
        "NOT_FOUND,404,NotFound,false",
        "VERSION_CONFLICT,412,VersionConflict,false",
        "UNPLACEABLE,422,Unplaceable,false",
        "IMPOSSIBLE,422,Impossible,false",
        "TOO_MANY,429,TooMany,true",
        "NODE_CONNECTED,409,NodeConnected,false",
        "IN_USE,409,InUse,false",
        "NOT_LEADER,503,NotLeader,true",
        "LEDGER,503,Ledger,true",
        "INTERNAL,500,Internal,false"
    })
    void everyRefusalHasItsStatus(Reply.Code refusal, int status, String code, boolean again) {
        engine.force(Optional.of(Reply.Refused.because(refusal, "Because.")));
        Answer answer = post(ALL, "{\"name\":\"a\",\"nodes\":1}");
        assertProblem(answer, status, code);
        assertThat(answer.json().path("detail").asString()).isEqualTo("Because.");
        assertThat(answer.header("Retry-After").isEmpty()).isEqualTo(!again);
    }
}
