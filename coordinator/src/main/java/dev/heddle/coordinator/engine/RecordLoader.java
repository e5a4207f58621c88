package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.allocation.Evolve;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import dev.heddle.coordinator.engine.port.RecordCodec;
import dev.heddle.coordinator.engine.port.RecordCodec.UnreadableRecordException;

/** Makes an image of what the ledger holds. A record that cannot be read is noted and harms no other. */
public final class RecordLoader {

    private final RecordCodec codec;

    /** Reads records with {@code codec}. */
    public RecordLoader(RecordCodec codec) {
        this.codec = codec;
    }

    /** The image that a leader starts from under {@code epoch}: every record, no node heard. */
    public Image load(ClusterId cluster, long epoch, Ledger.Contents contents) {
        Image image = Image.empty(cluster).at(new ImageVersion(epoch, 0));
        for (StoredRecord record : contents.records()) {
            image = with(image, record);
        }
        return image;
    }

    /** The image with one record as it is stored. */
    public Image with(Image image, StoredRecord record) {
        if (record.body().length == 0) {
            return Evolve.unreadable(image, name(record), "Its checksum does not match.");
        }
        try {
            return switch (record.key().kind()) {
                case UNIT -> Evolve.loaded(image, codec.decodeUnit(record.body()), record.version(), record.epoch());
                case COMPUTE_DOMAIN -> Evolve.loaded(image, codec.decodeComputeDomain(record.body()), record.version());
            };
        } catch (UnreadableRecordException e) {
            return Evolve.unreadable(image, name(record), String.valueOf(e.getMessage()));
        }
    }

    private static String name(StoredRecord record) {
        return record.key().kind() + "/" + record.key().id();
    }
}
