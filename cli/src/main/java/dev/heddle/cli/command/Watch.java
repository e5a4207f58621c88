package dev.heddle.cli.command;

import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.client.SseEvent;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.console.Paint;
import dev.heddle.cli.console.Table;
import dev.heddle.cli.session.Session;
import dev.heddle.cli.view.Kind;
import dev.heddle.cli.view.Listing;
import dev.heddle.cli.view.Output;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code get -w}: the list once, then a line for each thing that changed. */
final class Watch {

    /** Lists that the feed does not carry are fetched again at most this often. */
    static final long REFRESH_NANOS_MIN = 1_000_000_000L;

    /** Things whose last line is remembered; past that all are forgotten, and at worst a line is shown twice. */
    static final int SHOWN_MAX = 1_000_000;

    private final Session session;
    private final Query query;
    private final Output output;
    private final HeddleClient client;
    private final Map<String, JsonNode> shown = new HashMap<>();
    private int[] widths = new int[0];
    private long refreshed;

    Watch(Session session, Query query, Output output) throws CommandFailure {
        this.session = session;
        this.query = query;
        this.output = output;
        this.client = session.patientClient();
    }

    /** Runs until the process is ended. */
    int run() throws CommandFailure {
        client.get("/api/v1/fabric");
        client.events("/api/v1/watch").follow(this::on);
        return ExitCode.OK;
    }

    /** Shows what one event of the feed changes. */
    boolean on(SseEvent event) throws CommandFailure {
        switch (event.type()) {
            case "snapshot" -> show(query.rows(client));
            case "delta" -> delta(Json.read(event.data()));
            default -> {
                // Bookmarks keep the stream alive, and later versions may say more.
            }
        }
        return true;
    }

    private void delta(JsonNode delta) throws CommandFailure {
        switch (query.kind()) {
            case COMPUTE_DOMAINS -> {
                show(wanted(delta, "computeDomains"));
                Json.texts(delta, "removedComputeDomains").forEach(this::removed);
            }
            case RACKS -> show(wanted(delta, "racks"));
            case EVENTS -> show(wanted(delta, "events"));
            case NODES, GPUS, LINKS, DOMAINS, CLIQUES, MEMBERS -> refresh();
        }
    }

    private List<JsonNode> wanted(JsonNode delta, String field) {
        return Json.items(delta, field).stream().filter(query::wants).toList();
    }

    private void refresh() throws CommandFailure {
        long since = System.nanoTime() - refreshed;
        if (refreshed != 0 && since < REFRESH_NANOS_MIN) {
            return;
        }
        refreshed = System.nanoTime();
        show(query.rows(client));
    }

    private void removed(String name) {
        JsonNode last = shown.remove(name);
        if (last instanceof ObjectNode object) {
            ObjectNode gone = object.deepCopy();
            gone.put("phase", "Deleted");
            gone.put("reason", "");
            line(gone);
        }
    }

    private void show(List<JsonNode> rows) {
        Kind kind = query.kind();
        List<JsonNode> changed = rows.stream().filter(this::looksNew).toList();
        if (shown.size() > SHOWN_MAX) {
            shown.clear();
        }
        changed.forEach(row -> shown.put(kind.key(row), row));
        if (output == Output.table || output == Output.wide) {
            head(changed);
        }
        changed.forEach(this::line);
    }

    /** Whether a row would look otherwise than it was shown last, its ages aside. */
    private boolean looksNew(JsonNode row) {
        JsonNode before = shown.get(query.kind().key(row));
        boolean asTable = output == Output.table || output == Output.wide;
        if (before == null || !asTable) {
            return !row.equals(before);
        }
        Listing still = new Listing(query.kind(), output, Instant.EPOCH, Paint.NONE);
        return !still.cells(row).equals(still.cells(before));
    }

    private void head(List<JsonNode> rows) {
        if (widths.length > 0 || rows.isEmpty()) {
            return;
        }
        Listing listing = listing();
        Table table = new Table(listing.titles());
        rows.forEach(row -> table.row(listing.cells(row)));
        widths = table.widths(new int[listing.titles().size()]);
        session.console().line(Table.line(listing.titles(), widths, Paint.NONE));
    }

    private void line(JsonNode row) {
        switch (output) {
            case json -> session.console().line(row.toString());
            case yaml -> session.console().print("---\n" + Listing.document(row, Output.yaml));
            case name -> session.console().line(query.kind().title(row));
            case table, wide, env, hostfile, cdi ->
                session.console()
                        .line(Table.line(
                                listing().cells(row), widths, session.console().paint()));
        }
    }

    private Listing listing() {
        return new Listing(
                query.kind(), output, session.now(), session.console().paint());
    }
}
