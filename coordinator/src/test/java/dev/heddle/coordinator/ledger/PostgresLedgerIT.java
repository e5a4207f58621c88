package dev.heddle.coordinator.ledger;

import dev.heddle.testing.Component;
import dev.heddle.testing.RequiresComponent;
import java.io.IOException;

/** The ledger's contract on PostgreSQL. */
@RequiresComponent(Component.POSTGRES_BINARIES)
class PostgresLedgerIT extends LedgerContract {

    @Override
    TestDatabase start() throws IOException {
        return TestDatabase.postgres();
    }
}
