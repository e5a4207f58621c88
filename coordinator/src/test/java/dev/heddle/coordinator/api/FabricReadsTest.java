package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.LinkState;
import dev.heddle.coordinator.FakeFleet;
import dev.heddle.coordinator.FakeNode;
import dev.heddle.coordinator.allocation.Command;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Reads of a fabric of three racks with four trays each. */
class FabricReadsTest extends ApiTest {

    @Test
    void fabricCountsWhatThereIs() {
        FakeFleet fleet = fleet(3, 4);
        fleet.create("train-1", 3);
        fleet.converge();
        Answer answer = get("/api/v1/fabric");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Heddle-Image"))
                .isEqualTo(engine.image().version().toString())
                .isEqualTo(answer.json().path("image").asString());
        JsonNode fabric = answer.json();
        assertThat(fabric.path("clusterId").asString()).isEqualTo("test-cluster");
        assertThat(fabric.path("role").asString()).isEqualTo("leader");
        assertThat(fabric.path("racks").asInt()).isEqualTo(3);
        assertThat(fabric.path("nodes").asInt()).isEqualTo(12);
        assertThat(fabric.path("nodesConnected").asInt()).isEqualTo(12);
        assertThat(fabric.path("gpus").asInt()).isEqualTo(48);
        assertThat(fabric.path("gpusGranted").asInt()).isEqualTo(12);
        assertThat(fabric.path("gpusGrantable").asInt()).isEqualTo(36);
        assertThat(fabric.at("/links/total").asInt()).isEqualTo(48 * 18);
        assertThat(fabric.at("/nvlinkDomains/Healthy").asInt()).isEqualTo(3);
        assertThat(fabric.at("/computeDomains/Ready").asInt()).isEqualTo(1);
        assertThat(fabric.path("computeDomainsLive").asInt()).isEqualTo(1);
        assertThat(fabric.at("/largestPlaceable/nodes").asInt()).isEqualTo(4);
        assertThat(fabric.at("/largestPlaceable/gpusPerNode").asInt()).isEqualTo(4);
        assertThat(fabric.at("/safeMode/units").asInt()).isZero();
    }

    @Test
    void unitsThatTheNewLeaderHasNotStampedAreInSafeMode() {
        fleet(2, 2);
        engine.nextEpoch();
        JsonNode fabric = get("/api/v1/fabric").json();
        assertThat(fabric.at("/safeMode/units").asInt()).isEqualTo(2);
        assertThat(fabric.at("/safeMode/waiting/0/reason").asString()).isEqualTo("NotStamped");
        assertThat(fabric.at("/safeMode/waiting/0/rack").asString()).startsWith("rack-0");
        assertThat(fabric.path("gpusGrantable").asInt()).isZero();
        assertThat(fabric.path("largestPlaceable").isMissingNode()).isTrue();
        JsonNode node = get("/api/v1/nodes/rack-01-tray-00").json();
        assertThat(node.at("/closed/cause").asString()).isEqualTo("SafeMode");
    }

    @Test
    void nodesThatTheNewLeaderHasNotHeardAreNamedWithWhatEndsTheWaiting() {
        FakeFleet fleet = fleet(2, 2);
        engine.nextEpoch();
        engine.submit(new Command.TakeOver(false));
        FakeNode silent = fleet.node(2, 1);
        fleet.nodes().stream().filter(node -> node != silent).forEach(fleet::obey);
        JsonNode safe = get("/api/v1/fabric").json().path("safeMode");
        assertThat(safe.path("units").asInt()).isEqualTo(1);
        assertThat(safe.at("/waiting/0/reason").asString()).isEqualTo("NodesNotHeard");
        assertThat(safe.at("/waiting/0/waitsFor").toString()).isEqualTo("[\"rack-02-tray-01\"]");
        assertThat(safe.at("/waiting/0/exit").asString()).contains("heddle node forget");
        assertThat(get("/api/v1/fabric").json().path("gpusGrantable").asInt()).isEqualTo(12);
        fleet.obey(silent);
        assertThat(get("/api/v1/fabric").json().at("/safeMode/units").asInt()).isZero();
    }

    @Test
    void rackShowsTraysInSlotOrderWithTheirLinksAndHolders() {
        FakeFleet fleet = fleet(2, 4);
        fleet.create("train-1", 4);
        fleet.node(1, 1).link(2, 5, LinkState.INACTIVE);
        fleet.node(2, 1).link(2, 5, LinkState.INACTIVE);
        fleet.converge();
        JsonNode list = get("/api/v1/racks").json();
        assertThat(list.path("total").asInt()).isEqualTo(2);
        String holder = list.at("/items/0/computeDomains/0").asString("").isEmpty() ? "rack-02" : "rack-01";
        Answer answer = get("/api/v1/racks/" + holder);
        JsonNode rack = answer.json();
        assertThat(rack.path("name").asString()).isEqualTo(holder);
        assertThat(rack.path("health").asString()).isEqualTo("Limited");
        assertThat(rack.path("state").asString()).isEqualTo("Degraded");
        assertThat(rack.at("/links/down").asInt()).isEqualTo(1);
        assertThat(rack.path("cliques").size()).isEqualTo(1);
        assertThat(rack.path("trays").size()).isEqualTo(4);
        for (int tray = 0; tray < 4; tray++) {
            assertThat(rack.at("/trays/" + tray + "/tray").asInt()).isEqualTo(tray);
            assertThat(rack.at("/trays/" + tray + "/slot").asInt()).isEqualTo(tray + 1);
            assertThat(rack.at("/trays/" + tray + "/gpus/0/granted").asString()).isEqualTo("train-1");
        }
        assertThat(rack.at("/trays/1/gpus/2/links").asString()).isEqualTo("AAAAAIAAAAAAAAAAAA");
        assertThat(rack.at("/trays/1/gpus/2/reason").asString()).isEqualTo("LinkDown");
        assertThat(rack.at("/switches/asics").asInt()).isEqualTo(18);
        assertThat(rack.at("/switches/down/5").asInt()).isEqualTo(1);
        assertThat(rack.at("/switches/down/4").asInt()).isZero();
    }

    @Test
    void silentNodeIsUnknownWithAllItsLinks() {
        FakeFleet fleet = fleet(1, 3);
        fleet.node(1, 2).connected = false;
        fleet.converge();
        JsonNode node = get("/api/v1/nodes/rack-01-tray-02").json();
        assertThat(node.path("connected").asBoolean()).isFalse();
        assertThat(node.path("health").asString()).isEqualTo("Unknown");
        assertThat(node.path("reason").asString()).isEqualTo("NodeUnreachable");
        assertThat(node.at("/closed/cause").asString()).isEqualTo("Unreachable");
        assertThat(node.path("gpusGrantable").asInt()).isZero();
        assertThat(node.at("/links/unknown").asInt()).isEqualTo(72);
        assertThat(node.at("/gpuList/0/health").asString()).isEqualTo("Unknown");
        assertThat(node.at("/gpuList/0/linkStates").asString()).isEqualTo("?".repeat(18));
        assertThat(get("/api/v1/nodes?state=disconnected").json().path("total").asInt())
                .isEqualTo(1);
        assertThat(get("/api/v1/nodes?state=Healthy").json().path("total").asInt())
                .isEqualTo(2);
    }

    @Test
    void nodeSaysWhatItHoldsAndWhatItsPeersAre() {
        FakeFleet fleet = fleet(1, 2);
        fleet.create("train-1", 2);
        fleet.converge();
        JsonNode node = get("/api/v1/nodes/rack-01-tray-01").json();
        assertThat(node.path("rack").asString()).isEqualTo("rack-01");
        assertThat(node.path("tray").asInt()).isEqualTo(1);
        assertThat(node.path("driverVersion").asString()).isEqualTo("580.95.05");
        assertThat(node.path("clique").asString()).isEqualTo("00000000-0000-0000-0000-000000000001.32766");
        assertThat(node.at("/held/0/name").asString()).isEqualTo("train-1");
        assertThat(node.at("/held/0/state").asString()).isEqualTo("Applied");
        assertThat(node.at("/held/0/channel").asInt()).isPositive();
        assertThat(node.path("computeDomains").path(0).asString()).isEqualTo("train-1");
        assertThat(node.at("/applied/record").asString()).isEqualTo("Intact");
        assertThat(node.at("/applied/generation").asLong())
                .isEqualTo(node.path("generation").asLong());
        assertThat(node.at("/imex/peersConnected").asInt()).isEqualTo(2);
        assertThat(node.path("imexPeers").size()).isEqualTo(2);
        assertThat(node.path("gpuList").size()).isEqualTo(4);
    }

    @Test
    void gpuCarriesWhatItsAgentReported() {
        fleet(2, 2);
        JsonNode gpus = get("/api/v1/gpus?node=rack-02-tray-01").json();
        assertThat(gpus.path("total").asInt()).isEqualTo(4);
        JsonNode gpu = gpus.at("/items/3");
        assertThat(gpu.path("uuid").asString()).isEqualTo("GPU-00000002-0000-0000-0000-000000000013");
        assertThat(gpu.path("pciBusId").asString()).isEqualTo("00000003:01:00.0");
        assertThat(gpu.path("moduleId").asInt()).isEqualTo(4);
        assertThat(gpu.at("/platform/peerType").asString()).isEqualTo("Switch");
        assertThat(gpu.at("/fabric/state").asString()).isEqualTo("Completed");
        assertThat(gpu.at("/fabric/clusterUuid").asString()).isEqualTo("00000000-0000-0000-0000-000000000002");
        assertThat(gpu.at("/fabric/cliques/0/type").asString()).isEqualTo("UnicastPointer");
        assertThat(gpu.at("/fabric/cliques/0/id").asInt()).isEqualTo(32_766);
        assertThat(gpu.at("/fabric/health/partitionAssigned").asString()).isEqualTo("True");
        assertThat(gpu.path("health").asString()).isEqualTo("Healthy");
        assertThat(gpu.path("granted").isMissingNode()).isTrue();
        assertThat(get("/api/v1/gpus?rack=rack-01&health=healthy")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(8);
    }

    @Test
    void linksAreFoundByWhatTheyMean() {
        FakeFleet fleet = fleet(1, 2);
        fleet.node(1, 0).link(1, 5, LinkState.INACTIVE);
        fleet.node(1, 1).link(0, 17, LinkState.FLAPPING);
        fleet.converge();
        JsonNode down = get("/api/v1/links?state=down").json();
        assertThat(down.path("total").asInt()).isEqualTo(1);
        assertThat(down.at("/items/0/id").asString()).isEqualTo("rack-01/tray-00/gpu-1/link-5");
        assertThat(down.at("/items/0/asic").asInt()).isEqualTo(5);
        assertThat(down.at("/items/0/speedMBps").asInt()).isZero();
        JsonNode degraded = get("/api/v1/links?state=Degraded").json();
        assertThat(degraded.at("/items/0/state").asString()).isEqualTo("Flapping");
        assertThat(get("/api/v1/links?node=rack-01-tray-00")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(72);
    }

    @Test
    void gpuWhoseLinksCannotBeSeenHasOneRowThatSaysSo() {
        FakeFleet fleet = fleet(1, 1);
        fleet.node(1, 0).seesLinks = false;
        fleet.converge();
        JsonNode unknown = get("/api/v1/links?state=unknown").json();
        assertThat(unknown.path("total").asInt()).isEqualTo(4);
        assertThat(unknown.at("/items/0/link").isMissingNode()).isTrue();
        assertThat(unknown.at("/items/0/state").asString()).isEqualTo("Unknown");
        JsonNode gpu = get("/api/v1/gpus").json().at("/items/0");
        assertThat(gpu.path("health").asString()).isEqualTo("Healthy");
        assertThat(gpu.path("linkStates").asString()).isEqualTo("?".repeat(18));
    }

    @Test
    void domainsAndCliquesShowTheirUnits() {
        FakeFleet fleet = fleet(2, 3);
        fleet.create("train-1", 2);
        fleet.converge();
        JsonNode domains = get("/api/v1/nvlink-domains").json();
        assertThat(domains.path("total").asInt()).isEqualTo(2);
        int channels = domains.at("/items/0/channelsInUse").asInt()
                + domains.at("/items/1/channelsInUse").asInt();
        assertThat(channels).isEqualTo(1);
        assertThat(domains.at("/items/0/state").asString()).isEqualTo("Healthy");
        assertThat(domains.at("/items/0/version").asLong()).isPositive();
        JsonNode clique = get("/api/v1/cliques").json().at("/items/0");
        assertThat(clique.path("nodes").asInt()).isEqualTo(3);
        assertThat(clique.path("nodesOpen").asInt()).isEqualTo(3);
        assertThat(clique.path("nodeList").size()).isEqualTo(3);
        assertThat(clique.path("freeChannels").asInt()).isBetween(2046, 2047);
        assertThat(clique.path("label").asString())
                .isEqualTo(domains.at("/items/0/cliques/0").asString());
    }

    @Test
    void eventsComeOldestFirstAndGoOnFromAVersion() {
        FakeFleet fleet = fleet(1, 2);
        JsonNode before = get("/api/v1/events").json();
        String last = before.at("/items/" + (before.path("total").asInt() - 1) + "/seq")
                .asString();
        fleet.create("train-1", 2);
        fleet.converge();
        JsonNode after = get("/api/v1/events?since=" + last).json();
        assertThat(after.path("total").asInt()).isPositive();
        assertThat(after.toString()).contains("train-1").contains("\"type\":\"Normal\"");
        assertThat(get("/api/v1/events?limit=1").json().path("items").size()).isEqualTo(1);
        assertProblem(get("/api/v1/events?since=yesterday"), 400, "InvalidParameter");
    }

    @Test
    void loneReplicaIsItsOnlyMember() {
        fleet(1, 2);
        JsonNode member = get("/api/v1/members").json().at("/items/0");
        assertThat(member.path("role").asString()).isEqualTo("leader");
        assertThat(member.path("restAddress").asString()).isEqualTo("http://127.0.0.1:" + port);
        assertThat(member.path("agentSessions").asInt()).isEqualTo(2);
        assertThat(member.path("up").asBoolean()).isTrue();
    }

    @Test
    void warningsNameWhatAnOperatorShouldKnow() {
        engine.trouble(java.util.Optional.of("disk full"));
        assertThat(get("/api/v1/fabric").json().path("warnings").toString()).contains("disk full");
    }

    @Test
    void readCanWaitForAVersionAndSaysWhenItDoesNotCome() {
        fleet(1, 1);
        String now = engine.image().version().toString();
        assertThat(get("/api/v1/racks?minVersion=" + now).status()).isEqualTo(200);
        Answer late =
                get("/api/v1/racks?minVersion=" + (engine.image().version().epoch() + 1) + ".0");
        assertProblem(late, 503, "VersionNotReached");
        assertThat(late.header("Retry-After")).isEqualTo("1");
        assertProblem(get("/api/v1/racks?minVersion=x"), 400, "InvalidParameter");
    }
}
