package dev.heddle.coordinator.api;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.Limits;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.api.dto.ComputeDomainRequestDto;
import dev.heddle.coordinator.api.dto.PlacementRequestDto;
import dev.heddle.coordinator.api.view.ComputeDomainViews;
import dev.heddle.coordinator.placement.GangRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Reads what clients ask for, or names every field that is wrong and how to put it right. */
final class Checks {

    /** Nodes of one ComputeDomain: as many as the largest fleet has. */
    static final int MAX_NODES = 100_000;

    /** GPUs of one ComputeDomain per node, unless asked otherwise: those of a GB200 compute tray. */
    static final int DEFAULT_GPUS_PER_NODE = 4;

    /** Seconds that a ComputeDomain may be asked to live: a year. */
    static final long MAX_TTL_SECONDS = 365L * 24 * 3600;

    private static final Pattern KEY = Pattern.compile("[ -~]{1,128}");
    private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})\"");

    private final List<Problem.FieldError> errors = new ArrayList<>();

    private Checks() {}

    /** A checked create. */
    record Wanted(ComputeDomainName name, ComputeDomainSpec spec, boolean waitForCapacity) {}

    static Wanted computeDomain(ComputeDomainRequestDto body) {
        Checks checks = new Checks();
        Optional<ComputeDomainName> name = checks.name(body.name());
        Optional<GangRequest> gang = checks.gang(body.nodes(), body.gpusPerNode(), body.segmentSize());
        checks.range("ttlSeconds", body.ttlSeconds(), MAX_TTL_SECONDS);
        if (body.isolation() != null && !body.isolation().equals(ComputeDomainViews.SHARED)) {
            checks.error("isolation", "is not offered", "leave it out or write \"" + ComputeDomainViews.SHARED + "\"");
        }
        checks.end();
        Optional<Duration> timeToLive = Optional.ofNullable(body.ttlSeconds()).map(Duration::ofSeconds);
        return new Wanted(
                name.orElseThrow(),
                new ComputeDomainSpec(gang.orElseThrow(), timeToLive),
                body.waitForCapacity() == null || body.waitForCapacity());
    }

    static GangRequest gang(PlacementRequestDto body) {
        Checks checks = new Checks();
        Optional<GangRequest> gang = checks.gang(body.nodes(), body.gpusPerNode(), body.segmentSize());
        checks.end();
        return gang.orElseThrow();
    }

    private Optional<ComputeDomainName> name(@Nullable String name) {
        if (name == null) {
            error("name", "is missing", "give the ComputeDomain a name, such as train-1");
            return Optional.empty();
        }
        try {
            return Optional.of(new ComputeDomainName(name));
        } catch (IllegalArgumentException e) {
            error(
                    "name",
                    "is not a DNS label",
                    "use 1 to 63 lower-case letters, digits and dashes, with a letter or digit at both ends");
            return Optional.empty();
        }
    }

    private Optional<GangRequest> gang(
            @Nullable Integer nodes, @Nullable Integer gpusPerNode, @Nullable Integer segmentSize) {
        int before = errors.size();
        int gpus = gpusPerNode == null ? DEFAULT_GPUS_PER_NODE : gpusPerNode;
        if (nodes == null) {
            error("nodes", "is missing", "write how many nodes, 1 to " + MAX_NODES);
        } else {
            range("nodes", nodes.longValue(), MAX_NODES);
        }
        range("gpusPerNode", (long) gpus, Limits.MAX_GPUS_PER_NODE);
        if (errors.size() == before && segmentSize != null && nodes != null) {
            if (segmentSize < 1 || nodes % segmentSize != 0) {
                error("segmentSize", "does not divide nodes", "write a divisor of " + nodes + ", or leave it out");
            }
        }
        if (errors.size() > before || nodes == null) {
            return Optional.empty();
        }
        OptionalInt segment = segmentSize == null ? OptionalInt.empty() : OptionalInt.of(segmentSize);
        return Optional.of(new GangRequest(nodes, gpus, segment));
    }

    private void range(String field, @Nullable Long value, long max) {
        if (value != null && (value < 1 || value > max)) {
            error(field, "is out of range", "write a whole number from 1 to " + max);
        }
    }

    private void error(String field, String message, String fix) {
        errors.add(new Problem.FieldError(field, message, fix));
    }

    private void end() {
        if (errors.isEmpty()) {
            return;
        }
        Problem.FieldError first = errors.getFirst();
        Problem problem = Problem.of(
                HttpStatus.BAD_REQUEST,
                "InvalidField",
                first.field() + " " + first.message() + ": " + first.fix() + ".");
        for (Problem.FieldError error : errors) {
            problem = problem.with(error);
        }
        throw problem.thrown();
    }

    /** The request's own name, with a digest of what it asks. */
    static Optional<ComputeDomainRecord.Origin> origin(@Nullable String key, Wanted wanted) {
        if (key == null) {
            return Optional.empty();
        }
        if (!KEY.matcher(key).matches()) {
            throw Problem.field(
                            "InvalidHeader",
                            ComputeDomainController.IDEMPOTENCY_KEY,
                            "cannot be used",
                            "send 1 to 128 printable ASCII characters")
                    .thrown();
        }
        return Optional.of(new ComputeDomainRecord.Origin(key, fingerprint(wanted)));
    }

    private static String fingerprint(Wanted wanted) {
        GangRequest gang = wanted.spec().gang();
        String text = String.join(
                "\n",
                wanted.name().value(),
                Integer.toString(gang.nodes()),
                Integer.toString(gang.gpusPerNode()),
                Integer.toString(gang.segmentSize().orElse(0)),
                Long.toString(
                        wanted.spec().timeToLive().map(Duration::toSeconds).orElse(0L)),
                Boolean.toString(wanted.waitForCapacity()));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The version that If-Match asks for; empty = any. */
    static OptionalLong ifMatch(@Nullable String header) {
        if (header == null || header.strip().equals("*")) {
            return OptionalLong.empty();
        }
        Matcher etag = ETAG.matcher(header.strip());
        if (!etag.matches()) {
            throw Problem.field(
                            "InvalidHeader",
                            HttpHeaders.IF_MATCH,
                            "is no ETag of this resource",
                            "send the ETag of a read, such as \"7\", or leave it out")
                    .thrown();
        }
        return OptionalLong.of(Long.parseLong(etag.group(1)));
    }
}
