package dev.heddle.coordinator.ledger;

import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** CRC-32C of a record: its bytes and where they belong, so that a body under another key or version is noticed. */
final class Checksum {

    private Checksum() {}

    /** The checksum, 32 bits unsigned. */
    static long of(RecordKey key, long version, long epoch, byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update((key.kind().name() + '/' + key.id() + '\0').getBytes(StandardCharsets.UTF_8));
        crc.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(version)
                .putLong(epoch)
                .flip());
        crc.update(body);
        return crc.getValue();
    }
}
