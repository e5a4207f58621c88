package dev.heddle.coordinator.replication;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.contract.wire.WireBytes;
import dev.heddle.contract.wire.WireFormatException;
import dev.heddle.coordinator.allocation.ComputeDomainState;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.allocation.Note;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.engine.port.RecordCodec;
import dev.heddle.coordinator.engine.port.RecordCodec.UnreadableRecordException;
import dev.heddle.coordinator.health.DomainState;
import dev.heddle.coordinator.topology.NodeObservation;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Parts of an image as bytes. Both ends run the same release, so that the format has no version of its own. */
final class Bodies {

    private final RecordCodec codec;

    /** Ledger records are written as {@code codec} does. */
    Bodies(RecordCodec codec) {
        this.codec = codec;
    }

    /**
     * A ledger unit.
     *
     * @param state state of its NVLink domain
     * @param version version of its record
     * @param epoch epoch that wrote the record
     * @param record the record's bytes
     */
    @SuppressWarnings("ArrayRecordComponent")
    record UnitBody(DomainState state, long version, long epoch, byte[] record) {}

    /**
     * A ComputeDomain.
     *
     * @param version version of its record
     * @param record the record's bytes
     */
    @SuppressWarnings("ArrayRecordComponent")
    record ComputeDomainBody(long version, byte[] record) {}

    /** What an image says of a part; empty if it has none. */
    Optional<byte[]> of(Image image, Item item) {
        String key = item.key();
        return switch (item.kind()) {
            case UNIT -> image.units().get(new UnitId(key)).map(this::unit);
            case COMPUTE_DOMAIN ->
                image.computeDomains().get(new ComputeDomainUid(key)).map(this::computeDomain);
            case NODE -> image.view(new NodeName(key)).map(view -> observation(view.observation()));
            case UNREADABLE -> image.unreadable().get(key).map(Bodies::text);
            case NOTE -> image.notes().get(ImageVersion.parse(key)).map(Bodies::note);
        };
    }

    private byte[] unit(UnitState unit) {
        return Fields.write(out -> {
            Fields.text(out, unit.state().name());
            out.writeLong(unit.version());
            out.writeLong(unit.epoch());
            Fields.bytes(out, codec.encode(unit.unit()));
        });
    }

    /** Reads a unit. */
    UnitBody unit(byte[] body) throws IOException {
        return Fields.read(
                body,
                in -> new UnitBody(
                        DomainState.valueOf(Fields.text(in)), in.readLong(), in.readLong(), Fields.bytes(in)));
    }

    private byte[] computeDomain(ComputeDomainState state) {
        return Fields.write(out -> {
            out.writeLong(state.version());
            Fields.bytes(out, codec.encode(state.computeDomain()));
        });
    }

    /** Reads a ComputeDomain. */
    ComputeDomainBody computeDomain(byte[] body) throws IOException {
        return Fields.read(body, in -> new ComputeDomainBody(in.readLong(), Fields.bytes(in)));
    }

    /** Reads ledger records. */
    RecordCodec codec() {
        return codec;
    }

    /** All that is known of a node. */
    static byte[] observation(NodeObservation observation) {
        return Fields.write(out -> {
            Fields.bytes(out, WireBytes.encode(observation.hello()));
            out.writeLong(observation.session());
            out.writeLong(observation.words());
            Fields.text(out, observation.replica());
            out.writeBoolean(observation.connected());
            Fields.instant(out, observation.since());
            Fields.optional(out, observation.report().map(WireBytes::encode));
            Fields.optional(out, observation.applied().map(WireBytes::encode));
        });
    }

    /** Reads all that is known of a node. */
    static NodeObservation observation(byte[] body) throws IOException {
        return Fields.read(body, in -> {
            try {
                var hello = WireBytes.hello(Fields.bytes(in));
                long session = in.readLong();
                long words = in.readLong();
                String replica = Fields.text(in);
                boolean connected = in.readBoolean();
                Instant since = Fields.instant(in);
                Optional<byte[]> report = Fields.optional(in);
                Optional<byte[]> applied = Fields.optional(in);
                return new NodeObservation(
                        hello,
                        session,
                        words,
                        replica,
                        connected,
                        since,
                        report.isEmpty() ? Optional.empty() : Optional.of(WireBytes.report(report.get())),
                        applied.isEmpty() ? Optional.empty() : Optional.of(WireBytes.applied(applied.get())));
            } catch (WireFormatException e) {
                throw new IOException("observation", e);
            }
        });
    }

    private static byte[] text(String text) {
        return Fields.write(out -> Fields.text(out, text));
    }

    /** Reads a text. */
    static String text(byte[] body) throws IOException {
        return Fields.read(body, Fields::text);
    }

    private static byte[] note(Note note) {
        return Fields.write(out -> {
            Fields.instant(out, note.at());
            out.writeBoolean(note.warning());
            Fields.text(out, note.reason());
            Fields.text(out, note.about().kind());
            Fields.text(out, note.about().name());
            Fields.text(out, note.rack());
            Fields.text(out, note.message());
        });
    }

    /** Reads a line of the event feed. */
    static Note note(byte[] body) throws IOException {
        return Fields.read(
                body,
                in -> new Note(
                        Fields.instant(in),
                        in.readBoolean(),
                        Fields.text(in),
                        new Note.Subject(Fields.text(in), Fields.text(in)),
                        Fields.text(in),
                        Fields.text(in)));
    }

    /** What a leader says of the whole. */
    static byte[] head(Head head) {
        return Fields.write(out -> {
            Fields.text(out, head.cluster().value());
            Fields.text(out, head.leader());
            out.writeInt(head.count());
            out.writeLong(head.checksum());
        });
    }

    /** Reads what a leader says of the whole. */
    static Head head(byte[] body) throws IOException {
        return Fields.read(
                body, in -> new Head(new ClusterId(Fields.text(in)), Fields.text(in), in.readInt(), in.readLong()));
    }

    /** Why a ledger record cannot be read. */
    static String reason(UnreadableRecordException e) {
        return String.valueOf(e.getMessage());
    }
}
