package dev.heddle.coordinator.leadership;

import dev.heddle.coordinator.ledger.TestDatabase;
import java.io.IOException;

/** Leadership on H2 in a file. */
class H2FileLeadershipIT extends LeadershipContract {

    @Override
    TestDatabase start() throws IOException {
        return TestDatabase.h2File();
    }

    @Override
    boolean canBeKilled() {
        return false;
    }
}
