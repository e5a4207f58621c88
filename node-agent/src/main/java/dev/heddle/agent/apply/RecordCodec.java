package dev.heddle.agent.apply;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.Limits;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import dev.heddle.contract.wire.WireBytes;
import dev.heddle.contract.wire.WireFormatException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bytes of an {@link AgentRecord}: one line {@code heddle-agent-record 1 <SHA-256 of the rest>}, then JSON. The
 * checksum covers the bytes as they lie on the disk, so that a record with fields of a newer agent is not torn.
 */
public final class RecordCodec {

    /** Bytes of the largest record that is read. */
    public static final int MAX_BYTES = 4 << 20;

    private static final String HEADER = "heddle-agent-record 1 ";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RecordCodec() {}

    static byte[] encode(AgentRecord record) {
        byte[] body = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json(record));
        byte[] header = (HEADER + checksum(body, 0) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[header.length + body.length];
        System.arraycopy(header, 0, file, 0, header.length);
        System.arraycopy(body, 0, file, header.length, body.length);
        return file;
    }

    private static ObjectNode json(AgentRecord record) {
        ObjectNode json = JSON.createObjectNode();
        json.put("node", record.node().value());
        json.put("boot", record.boot().value());
        record.cluster().ifPresent(cluster -> json.put("cluster", cluster.value()));
        json.put("epoch", record.stamp().epoch());
        json.put("generation", record.stamp().generation());
        json.put("digest", record.digest());
        record.desired().ifPresent(desired -> json.put("desired", WireBytes.encode(desired)));
        json.put("scrubbed", record.scrubbed());
        json.put("state", record.state().name());
        ArrayNode held = json.putArray("held");
        record.held().forEach(entry -> putEntry(held.addObject(), entry));
        return json;
    }

    private static void putEntry(ObjectNode json, HeldEntry entry) {
        Grant grant = entry.grant();
        json.put("phase", entry.phase().name());
        json.put("computeDomain", grant.computeDomain().value());
        json.put("name", grant.name().value());
        json.put("channel", grant.channel());
        ArrayNode gpus = json.putArray("gpus");
        grant.gpus().forEach(gpu -> gpus.add(gpu.value()));
        ArrayNode members = json.putArray("members");
        grant.members().forEach(member -> members.add(member.value()));
    }

    /**
     * Reads a record.
     *
     * @throws DamagedException if these bytes are not one that this version wrote whole
     */
    public static AgentRecord decode(byte[] file) throws DamagedException {
        int headerLength = HEADER.length() + 64 + 1;
        if (file.length < headerLength || file.length > MAX_BYTES) {
            throw new DamagedException("its length is " + file.length);
        }
        String header = new String(file, 0, headerLength, StandardCharsets.ISO_8859_1);
        if (!header.equals(HEADER + checksum(file, headerLength) + "\n")) {
            throw new DamagedException("its checksum or version is wrong");
        }
        try {
            return record(JSON.readTree(file, headerLength, file.length - headerLength));
        } catch (JacksonException | IllegalArgumentException | WireFormatException e) {
            throw new DamagedException("it makes no sense: " + e.getMessage());
        }
    }

    private static AgentRecord record(JsonNode json) throws WireFormatException {
        List<HeldEntry> held = new ArrayList<>();
        for (JsonNode entry : json.path("held")) {
            held.add(entry(entry));
        }
        String cluster = json.path("cluster").asString("");
        return new AgentRecord(
                new NodeName(text(json, "node")),
                new BootId(text(json, "boot")),
                cluster.isEmpty() ? Optional.empty() : Optional.of(new ClusterId(cluster)),
                new Stamp(number(json, "epoch"), number(json, "generation")),
                text(json, "digest"),
                desired(json.path("desired")),
                json.path("scrubbed").asBoolean(),
                RecordState.valueOf(text(json, "state")),
                held);
    }

    private static Optional<Desired> desired(JsonNode json) throws WireFormatException {
        return json.isMissingNode() ? Optional.empty() : Optional.of(WireBytes.desired(json.binaryValue()));
    }

    private static HeldEntry entry(JsonNode json) {
        long channel = number(json, "channel");
        if (channel < 0 || channel >= Limits.MAX_IMEX_CHANNELS) {
            throw new IllegalArgumentException("channel " + channel);
        }
        Grant grant = new Grant(
                new ComputeDomainUid(text(json, "computeDomain")),
                new ComputeDomainName(text(json, "name")),
                (int) channel,
                new TreeSet<>(texts(json, "gpus").stream().map(GpuUuid::new).toList()),
                texts(json, "members").stream().map(NodeName::new).toList());
        return new HeldEntry(grant, Phase.valueOf(text(json, "phase")));
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException(field + " is not a text");
        }
        return value.stringValue();
    }

    private static long number(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException(field + " is not a number");
        }
        return value.longValue();
    }

    private static List<String> texts(JsonNode json, String field) {
        List<String> texts = new ArrayList<>();
        json.path(field).forEach(element -> texts.add(element.asString()));
        return texts;
    }

    private static String checksum(byte[] bytes, int from) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, from, bytes.length - from);
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The bytes are no record; the message says what is wrong with them. */
    public static final class DamagedException extends Exception {

        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }
}
