package dev.heddle.cli.view;

import static dev.heddle.cli.client.Json.flag;
import static dev.heddle.cli.client.Json.has;
import static dev.heddle.cli.client.Json.number;
import static dev.heddle.cli.client.Json.text;
import static dev.heddle.cli.client.Json.texts;
import static dev.heddle.cli.view.Column.of;
import static dev.heddle.cli.view.Column.timed;
import static dev.heddle.cli.view.Column.wide;

import dev.heddle.cli.console.Ages;
import java.util.List;

/** The columns of each kind. */
final class Columns {

    private static final List<Column> RACKS = List.of(
            of("NAME", row -> text(row, "name")),
            of("STATE", row -> text(row, "state")),
            of("HEALTH", row -> text(row, "health")),
            of("NODES", row -> Cells.ratio(row, "nodesConnected", "nodes")),
            of("GRANTABLE", row -> Cells.ratio(row, "gpusGrantable", "gpus")),
            of("GRANTED", row -> text(row, "gpusGranted")),
            of("LINKS", Cells::links),
            of("CORDONED", row -> Cells.count(row, "cordonedNodes")),
            of("COMPUTE-DOMAINS", row -> Cells.some(texts(row, "computeDomains"), 3)),
            wide("CLIQUES", row -> String.join(",", texts(row, "cliques"))),
            wide("CHASSIS", row -> text(row, "chassisSerial")));

    private static final List<Column> NODES = List.of(
            of("NAME", row -> text(row, "name")),
            of("STATUS", Cells::nodeStatus),
            of("HEALTH", row -> text(row, "health")),
            of("GRANTABLE", row -> Cells.ratio(row, "gpusGrantable", "gpus")),
            of("GRANTED", row -> text(row, "gpusGranted")),
            of("LINKS", Cells::links),
            of("IMEX", Cells::imex),
            of("COMPUTE-DOMAINS", row -> Cells.some(texts(row, "computeDomains"), 3)),
            of("REASON", row -> text(row, "reason")),
            wide("RACK", row -> text(row, "rack")),
            wide("SLOT", row -> text(row, "slot")),
            wide("TRAY", row -> text(row, "tray")),
            wide("ADDRESS", row -> text(row, "address")),
            wide("DRIVER", row -> text(row, "driverVersion")),
            wide("AGENT", row -> text(row, "agentVersion")),
            wide("REPLICA", row -> text(row, "replica")),
            wide("GENERATION", row -> text(row, "generation")),
            wide("BOOT", row -> Cells.shorten(text(row, "bootId"), 8)),
            wide("CLIQUE", row -> text(row, "clique")));

    private static final List<Column> GPUS = List.of(
            of("UUID", row -> text(row, "uuid")),
            of("NODE", row -> text(row, "node")),
            of("GPU", row -> text(row, "index")),
            of("HEALTH", row -> text(row, "health")),
            of("GRANTED", row -> text(row, "granted")),
            of("LINKS", Cells::links),
            of("FABRIC", row -> text(row, "fabric", "state")),
            of("REASON", row -> text(row, "reason")),
            wide("MODULE", row -> text(row, "moduleId")),
            wide("PCI", row -> text(row, "pciBusId")),
            wide("SERIAL", row -> text(row, "serial")),
            wide("MODEL", row -> text(row, "name")),
            wide("MEMORY", row -> Cells.gibibytes(number(row, "memoryBytes"))),
            wide("LINK-STATES", row -> text(row, "linkStates")));

    private static final List<Column> LINKS = List.of(
            of("LINK", Kind.LINKS::key),
            of("STATE", row -> text(row, "state")),
            of("SPEED", row -> Cells.speed(row, "speedMBps")),
            of("RECOVERIES", row -> text(row, "recoveryEvents")),
            of("ERRORS", row -> text(row, "errorEvents")),
            of("ASIC", row -> text(row, "asic")),
            wide("GPU-UUID", row -> text(row, "gpu")));

    private static final List<Column> DOMAINS = List.of(
            of("UNIT", row -> text(row, "unit")),
            of("STATE", row -> text(row, "state")),
            of("NODES", row -> Cells.ratio(row, "nodesHeard", "nodes")),
            of("GRANTABLE", row -> Cells.ratio(row, "gpusGrantable", "gpus")),
            of("GRANTED", row -> text(row, "gpusGranted")),
            of("CHANNELS", row -> text(row, "channelsInUse")),
            of("QUARANTINED", row -> text(row, "channelsQuarantined")),
            of("CLIQUES", row -> Integer.toString(texts(row, "cliques").size())),
            of("SAFE-MODE", row -> flag(row, "safeMode") ? "yes" : "no"),
            of("CLUSTER-UUID", row -> text(row, "clusterUuid")),
            wide("EPOCH", row -> text(row, "epoch")),
            wide("VERSION", row -> text(row, "version")),
            wide("REASON", row -> text(row, "reason")));

    private static final List<Column> CLIQUES = List.of(
            of("CLIQUE", row -> text(row, "label")),
            of("RACK", row -> text(row, "rack")),
            of("NODES", row -> Cells.ratio(row, "nodesOpen", "nodes")),
            of("GRANTABLE", row -> Cells.ratio(row, "gpusGrantable", "gpus")),
            of("CHANNELS-FREE", row -> text(row, "freeChannels")),
            of("BARRED", row -> text(row, "barred", "code")),
            wide("UNIT", row -> text(row, "unit")),
            wide("WHY", row -> text(row, "barred", "message")));

    private static final List<Column> COMPUTE_DOMAINS = List.of(
            of("NAME", row -> text(row, "name")),
            of("PHASE", row -> text(row, "phase")),
            of("NODES", row -> text(row, "nodes")),
            of("GPUS/NODE", row -> text(row, "gpusPerNode")),
            of("RACKS", row -> Cells.some(Segments.racks(row), 3)),
            of("CHANNELS", row -> Cells.some(Segments.channels(row), 3)),
            timed("AGE", (row, now) -> Ages.since(text(row, "createdAt"), now)),
            of("REASON", row -> text(row, "reason")),
            timed("EXPIRES-IN", (row, now) -> Ages.until(text(row, "expiresAt"), now))
                    .onlyWide(),
            wide("FORMED-IN", row -> has(row, "formingMillis") ? Ages.millis(number(row, "formingMillis")) : ""),
            wide("MEMBERS", row -> Cells.some(Segments.nodes(row), 4)),
            wide("UID", row -> text(row, "uid")),
            wide("MESSAGE", row -> text(row, "message")));

    private static final List<Column> EVENTS = List.of(
            timed("AGE", (row, now) -> Ages.since(text(row, "at"), now)),
            of("TYPE", row -> text(row, "type")),
            of("REASON", row -> text(row, "reason")),
            of("OBJECT", row -> text(row, "object", "kind") + "/" + text(row, "object", "name")),
            of("MESSAGE", row -> text(row, "message")),
            wide("AT", row -> text(row, "at")),
            wide("RACK", row -> text(row, "rack")));

    private static final List<Column> MEMBERS = List.of(
            of("REPLICA", row -> text(row, "replica")),
            of("ROLE", row -> text(row, "role")),
            of("UP", row -> !has(row, "up") ? "" : flag(row, "up") ? "yes" : "no"),
            of("EPOCH", row -> text(row, "epoch")),
            of("IMAGE", row -> text(row, "imageVersion")),
            of("AGENTS", row -> text(row, "agentSessions")),
            of("LAG", row -> has(row, "stalenessMs") ? Ages.millis(number(row, "stalenessMs")) : ""),
            of("REST", row -> text(row, "restAddress")),
            wide("GRPC", row -> text(row, "grpcAddress")));

    private Columns() {}

    static List<Column> forKind(Kind kind) {
        return switch (kind) {
            case RACKS -> RACKS;
            case NODES -> NODES;
            case GPUS -> GPUS;
            case LINKS -> LINKS;
            case DOMAINS -> DOMAINS;
            case CLIQUES -> CLIQUES;
            case COMPUTE_DOMAINS -> COMPUTE_DOMAINS;
            case EVENTS -> EVENTS;
            case MEMBERS -> MEMBERS;
        };
    }
}
