package dev.heddle.coordinator.ledger;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.Outcome;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.Write;
import dev.heddle.coordinator.jdbc.LedgerDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process that writes batches for ever and prints each that was acknowledged. Its end is kill -9. */
final class LedgerWriterMain {

    static final int WRITES = 3;

    private LedgerWriterMain() {}

    public static void main(String[] args) {
        LedgerDatabase database =
                LedgerDatabase.open(args[0], new LedgerDatabase.Credentials(args[1], args[2]), "heddle-child");
        JdbcLedger ledger = JdbcLedger.open(database, new ClusterId("child"));
        int from = Integer.parseInt(args[3]);
        for (int batch = from; ; batch++) {
            if (!(ledger.commit(0, batch(batch)) instanceof Outcome.Done)) {
                throw new IllegalStateException("not done");
            }
            System.out.println("ack " + batch);
            System.out.flush();
        }
    }

    static List<Write> batch(int batch) {
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < WRITES; i++) {
            writes.add(new Write(key(batch, i), 0, 1, Optional.of(body(batch, i))));
        }
        return writes;
    }

    static RecordKey key(int batch, int i) {
        return new RecordKey(Kind.UNIT, "b" + batch + "-" + i);
    }

    static byte[] body(int batch, int i) {
        return ("body " + batch + " " + i + " ").repeat(40).getBytes(StandardCharsets.UTF_8);
    }
}
