package dev.heddle.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.SseEvent;
import dev.heddle.cli.support.FakeServer;
import dev.heddle.cli.support.Shell;
import dev.heddle.cli.view.Kind;
import dev.heddle.cli.view.Output;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final String LIST = "GET /api/v1/compute-domains?limit=1000";
    private static final String A = "{\"name\":\"a\",\"phase\":\"Pending\",\"nodes\":2,\"gpusPerNode\":4}";
    private static final String A_READY = "{\"name\":\"a\",\"phase\":\"Ready\",\"nodes\":2,\"gpusPerNode\":4}";

    private final FakeServer server = new FakeServer();
    private final Shell.Opened shell = Shell.with(server.uri()).open();

    @AfterEach
    void close() {
        server.close();
    }

    private Watch watch(Kind kind, Output output, String name) throws Exception {
        return new Watch(shell.session(), Query.of(kind, name, new Filters()), output);
    }

    private static SseEvent event(String type, String data) {
        return new SseEvent("1.1", type, data);
    }

    @Test
    void theListComesFirstAndThenOnlyWhatChanged() throws Exception {
        server.on(LIST, 200, "{\"items\":[" + A + "]}");
        Watch watch = watch(Kind.COMPUTE_DOMAINS, Output.table, "");
        watch.on(event("snapshot", "{}"));
        watch.on(event("bookmark", "{}"));
        watch.on(event("delta", "{\"computeDomains\":[" + A + "]}"));
        watch.on(event("delta", "{\"computeDomains\":[" + A_READY + "]}"));
        watch.on(event("delta", "{\"removedComputeDomains\":[\"a\",\"b\"]}"));
        assertThat(shell.out()).isEqualTo("""
            NAME   PHASE     NODES   GPUS/NODE   RACKS   CHANNELS   AGE   REASON
            a      Pending   2       4           -       -          -     -
            a      Ready     2       4           -       -          -     -
            a      Deleted   2       4           -       -          -     -
            """);
    }

    @Test
    void aFreshSnapshotRepeatsNothing() throws Exception {
        server.on(LIST, 200, "{\"items\":[" + A + "]}");
        Watch watch = watch(Kind.COMPUTE_DOMAINS, Output.name, "");
        watch.on(event("snapshot", "{}"));
        watch.on(event("snapshot", "{}"));
        assertThat(shell.out()).isEqualTo("computedomain/a\n");
    }

    @Test
    void onlyTheOneNamedIsShown() throws Exception {
        Watch watch = watch(Kind.COMPUTE_DOMAINS, Output.json, "b");
        watch.on(event("delta", "{\"computeDomains\":[" + A + ",{\"name\":\"b\"}],\"removedComputeDomains\":[\"a\"]}"));
        assertThat(shell.out()).isEqualTo("{\"name\":\"b\"}\n");
    }

    @Test
    void whatTheFeedDoesNotCarryIsFetchedAgain() throws Exception {
        server.on("GET /api/v1/nodes?limit=1000", 200, "{\"items\":[{\"name\":\"n\",\"health\":\"Healthy\"}]}");
        Watch watch = watch(Kind.NODES, Output.name, "");
        watch.on(event("delta", "{\"racks\":[{}]}"));
        watch.on(event("delta", "{\"racks\":[{}]}"));
        assertThat(shell.out()).isEqualTo("node/n\n");
        assertThat(server.lines()).as("fetched at most once a second").hasSize(1);
    }

    @Test
    void aWatchStartsWithOneSnapshotAndFollowsTheFeed() throws Exception {
        server.on("GET /api/v1/fabric", 200, "{}").on(LIST, 200, "{\"items\":[" + A + "]}");
        server.on("GET /api/v1/watch", 200, "event: snapshot\nid: 1.1\ndata: {}\n\n");
        HeddleClient client = shell.session().client();
        Watch watch = watch(Kind.COMPUTE_DOMAINS, Output.name, "");
        client.events("/api/v1/watch").follow(event -> {
            watch.on(event);
            return false;
        });
        assertThat(shell.out()).isEqualTo("computedomain/a\n");
    }
}
