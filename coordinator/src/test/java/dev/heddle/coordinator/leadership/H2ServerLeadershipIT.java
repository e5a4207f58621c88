package dev.heddle.coordinator.leadership;

import dev.heddle.coordinator.ledger.TestDatabase;
import java.io.IOException;

/** Leadership on H2 server. */
class H2ServerLeadershipIT extends LeadershipContract {

    @Override
    TestDatabase start() throws IOException {
        return TestDatabase.h2Server();
    }
}
