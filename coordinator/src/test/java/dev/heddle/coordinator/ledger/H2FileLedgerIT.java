package dev.heddle.coordinator.ledger;

import java.io.IOException;

/** The ledger's contract on H2 in a file. */
class H2FileLedgerIT extends LedgerContract {

    @Override
    TestDatabase start() throws IOException {
        return TestDatabase.h2File();
    }
}
