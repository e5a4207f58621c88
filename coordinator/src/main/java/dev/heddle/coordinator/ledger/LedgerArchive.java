package dev.heddle.coordinator.ledger;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole ledger as text: one JSON object per line, a head, the records, a tail with the SHA-256 of all lines before
 * it, each with its line feed. Pure.
 *
 * @param clusterId the ledger's identity
 * @param epoch its epoch when it was exported
 * @param records its records, none of them damaged
 */
public record LedgerArchive(ClusterId clusterId, long epoch, List<StoredRecord> records) {

    /** Newest format of archives that this program reads, and the one that it writes. */
    static final int FORMAT = 1;

    /** Records in one archive: a record of a unit per node and as many ComputeDomains, many times over. */
    static final int MAX_RECORDS = 10_000_000;

    /** Bytes of the largest archive that is read: ten times what a fleet of 100,000 nodes has. */
    static final long MAX_BYTES = 1L << 30;

    /** An epoch above this leaves no room for those that must follow it. */
    static final long MAX_EPOCH = 1L << 62;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** Copies the records. */
    public LedgerArchive {
        records = List.copyOf(records);
    }

    private record Head(int heddleLedger, String clusterId, long epoch, int records) {}

    /** The body is UTF-8 text, as records are JSON. */
    private record Line(Kind kind, String id, long version, long epoch, String body) {}

    private record Tail(String sha256) {}

    /** How reading an archive ended. */
    public sealed interface Reading {

        /**
         * It is whole.
         *
         * @param archive what it holds
         */
        record Whole(LedgerArchive archive) implements Reading {}

        /**
         * It is not usable.
         *
         * @param reason a sentence for people
         */
        record Damaged(String reason) implements Reading {}
    }

    /**
     * Everything in a ledger.
     *
     * @throws IllegalArgumentException if a record is damaged; {@link LedgerCheck} names it
     */
    public static LedgerArchive of(ClusterId clusterId, Ledger.Contents contents) {
        for (StoredRecord record : contents.records()) {
            if (record.body().length == 0 || !isText(record.body())) {
                throw new IllegalArgumentException("The record " + LedgerCheck.name(record.key()) + " is damaged.");
            }
        }
        return new LedgerArchive(clusterId, contents.epoch(), contents.records());
    }

    private static boolean isText(byte[] body) {
        return Arrays.equals(new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), body);
    }

    /** The lines, without line feeds. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(MAPPER.writeValueAsString(new Head(FORMAT, clusterId.value(), epoch, records.size())));
        for (StoredRecord record : records) {
            lines.add(MAPPER.writeValueAsString(new Line(
                    record.key().kind(),
                    record.key().id(),
                    record.version(),
                    record.epoch(),
                    new String(record.body(), StandardCharsets.UTF_8))));
        }
        lines.add(MAPPER.writeValueAsString(new Tail(digest(lines))));
        return lines;
    }

    private static String digest(List<String> lines) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String line : lines) {
                sha.update(line.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) '\n');
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads an archive back. */
    public static Reading read(List<String> lines) {
        if (lines.size() < 2 || lines.size() > MAX_RECORDS + 2) {
            return new Reading.Damaged("This is no ledger archive, or it was cut off.");
        }
        try {
            return readChecked(lines);
        } catch (JacksonException | IllegalArgumentException e) {
            return new Reading.Damaged("This is no ledger archive of a format that this program knows: "
                    + (e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage()));
        }
    }

    private static Reading readChecked(List<String> lines) {
        int format = MAPPER.readTree(lines.getFirst()).path("heddleLedger").asInt(0);
        if (format > FORMAT) {
            return new Reading.Damaged("This archive has format " + format + ", and this program reads up to " + FORMAT
                    + ": import it with the newer Heddle that wrote it.");
        }
        Head head = MAPPER.readValue(lines.getFirst(), Head.class);
        List<String> body = lines.subList(0, lines.size() - 1);
        String digest = MAPPER.readValue(lines.getLast(), Tail.class).sha256();
        if (!digest(body).equals(digest) || head.records() != body.size() - 1) {
            return new Reading.Damaged("This archive was changed or cut off: its checksum does not match.");
        }
        if (head.epoch() < 0 || head.epoch() > MAX_EPOCH) {
            return new Reading.Damaged("This archive names epoch " + head.epoch() + ", which no leader could follow.");
        }
        List<StoredRecord> records =
                body.stream().skip(1).map(LedgerArchive::record).toList();
        Set<RecordKey> keys = new HashSet<>();
        for (StoredRecord record : records) {
            if (!keys.add(record.key())) {
                return new Reading.Damaged("This archive holds " + LedgerCheck.name(record.key()) + " twice.");
            }
        }
        return new Reading.Whole(new LedgerArchive(new ClusterId(head.clusterId()), head.epoch(), records));
    }

    private static StoredRecord record(String text) {
        Line line = MAPPER.readValue(text, Line.class);
        if (line.version() < 1) {
            throw new IllegalArgumentException("a record's version must be 1 or above");
        }
        byte[] body = line.body().getBytes(StandardCharsets.UTF_8);
        return new StoredRecord(new RecordKey(line.kind(), line.id()), line.version(), line.epoch(), body);
    }
}
