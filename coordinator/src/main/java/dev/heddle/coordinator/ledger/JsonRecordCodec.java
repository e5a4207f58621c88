package dev.heddle.coordinator.ledger;

import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.RecordCodec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ledger records as JSON: {@code {"schema":1,"record":{…}}}. Ids are strings, also as keys; times and durations are
 * ISO 8601; what is empty is null. Reading is strict: an unknown or missing field is not this program's record.
 */
public final class JsonRecordCodec implements RecordCodec {

    /** Newest schema of records that this program reads, and the one that it writes. */
    static final int SCHEMA = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(IdTypes.module())
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // The record is inside its envelope, whose end is checked here.
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    /**
     * A record with its schema. The schema comes first, so that it is read before anything that a newer one may have
     * changed.
     *
     * @param schema schema of {@code record}
     * @param record the record
     * @param <T> its type
     */
    private record Envelope<T>(int schema, T record) {}

    @Override
    public byte[] encode(UnitRecord unit) {
        return MAPPER.writeValueAsBytes(new Envelope<>(SCHEMA, unit));
    }

    @Override
    public byte[] encode(ComputeDomainRecord computeDomain) {
        return MAPPER.writeValueAsBytes(new Envelope<>(SCHEMA, computeDomain));
    }

    @Override
    public UnitRecord decodeUnit(byte[] body) throws UnreadableRecordException {
        return decode(body, UnitRecord.class);
    }

    @Override
    public ComputeDomainRecord decodeComputeDomain(byte[] body) throws UnreadableRecordException {
        return decode(body, ComputeDomainRecord.class);
    }

    private static <T> T decode(byte[] body, Class<T> type) throws UnreadableRecordException {
        try (JsonParser parser = MAPPER.createParser(body)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT && "schema".equals(parser.nextName()));
            expect(parser.nextToken() == JsonToken.VALUE_NUMBER_INT);
            int schema = parser.getIntValue();
            if (schema > SCHEMA) {
                throw new UnreadableRecordException("It was written by a newer program: it has schema " + schema
                        + ", and this program reads up to " + SCHEMA + ".");
            }
            expect(schema == SCHEMA && "record".equals(parser.nextName()));
            parser.nextToken();
            T record = MAPPER.readValue(parser, type);
            expect(record != null && parser.nextToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
            return record;
        } catch (StreamReadException | DatabindException e) {
            throw new UnreadableRecordException("It is damaged: " + e.getOriginalMessage());
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UnreadableRecordException("It is damaged: " + e.getMessage());
        }
    }

    private static void expect(boolean condition) throws UnreadableRecordException {
        if (!condition) {
            throw new UnreadableRecordException("It is damaged: not an envelope of schema and record.");
        }
    }
}
