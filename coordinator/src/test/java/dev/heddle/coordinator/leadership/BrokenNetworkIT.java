package dev.heddle.coordinator.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heddle.coordinator.jdbc.LedgerDatabase;
import dev.heddle.coordinator.ledger.FlakyProxy;
import dev.heddle.coordinator.ledger.TestDatabase;
import dev.heddle.testing.Component;
import dev.heddle.testing.RequiresComponent;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The way to the database hangs: the leader steps down by its own clock, not by the driver's time-out. */
@RequiresComponent(Component.POSTGRES_BINARIES)
class BrokenNetworkIT {

    @Test
    void leaderCutOffFromTheDatabaseStepsDownAndAnotherTakesOver() throws IOException {
        try (TestDatabase server = TestDatabase.postgres()) {
            int port = URI.create(server.url().substring("jdbc:".length())).getPort();
            try (FlakyProxy proxy = new FlakyProxy(port)) {
                LedgerDatabase through = LedgerDatabase.open(
                        server.url().replace(":" + port, ":" + proxy.port()), server.credentials(), "heddle-x");
                try (TestReplica a = new TestReplica(through, "a").started();
                        TestReplica b = new TestReplica(server.open("heddle-y"), "b")) {
                    await().until(a::leads);
                    b.started();
                    proxy.mode(FlakyProxy.Mode.BLOCK);

                    await().until(b::leads);
                    assertThat(a.leads()).isFalse();
                    assertThat(a.told()).containsExactly("elected 1", "deposed");
                    proxy.mode(FlakyProxy.Mode.PASS);
                }
            }
        }
    }
}
