package dev.heddle.coordinator.ledger;

import java.io.IOException;

/** The ledger's contract on H2 server. */
class H2ServerLedgerIT extends LedgerContract {

    @Override
    TestDatabase start() throws IOException {
        return TestDatabase.h2Server();
    }
}
