package dev.heddle.coordinator.leadership;

import dev.heddle.coordinator.ledger.TestDatabase;
import dev.heddle.testing.Component;
import dev.heddle.testing.RequiresComponent;
import java.io.IOException;

/** Leadership on PostgreSQL. */
@RequiresComponent(Component.POSTGRES_BINARIES)
class PostgresLeadershipIT extends LeadershipContract {

    @Override
    TestDatabase start() throws IOException {
        return TestDatabase.postgres();
    }
}
