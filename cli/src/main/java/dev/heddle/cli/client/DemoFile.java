package dev.heddle.cli.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a running demo tells other commands, in the file {@code demo.json} of its data folder.
 *
 * @param launcher process id of {@code heddle demo}
 * @param servers where its coordinators answer
 * @param sim where its simulator's control port is
 * @param ledgerUrl JDBC address of its ledger's server, empty where its only coordinator opens the ledger's file itself
 * @param processes what it started
 */
public record DemoFile(long launcher, List<URI> servers, URI sim, String ledgerUrl, List<Child> processes) {

    /** Name of the file in the data folder. */
    public static final String NAME = "demo.json";

    /**
     * A process of the demo.
     *
     * @param name what it is
     * @param pid process id
     * @param log where it writes
     */
    public record Child(String name, long pid, String log) {}

    public DemoFile {
        servers = List.copyOf(servers);
        processes = List.copyOf(processes);
    }

    /** Reads it, empty where there is none or it cannot be read. */
    public static Optional<DemoFile> read(Path dataFolder) {
        try {
            JsonNode json = Json.read(Files.readAllBytes(dataFolder.resolve(NAME)));
            List<URI> servers =
                    Json.texts(json, "servers").stream().map(URI::create).toList();
            List<Child> processes = new ArrayList<>();
            for (JsonNode child : Json.items(json, "processes")) {
                processes.add(new Child(Json.text(child, "name"), Json.number(child, "pid"), Json.text(child, "log")));
            }
            URI sim = URI.create(Json.text(json, "sim"));
            String ledger = Json.text(json, "ledgerUrl");
            return servers.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new DemoFile(Json.number(json, "launcher"), servers, sim, ledger, processes));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Writes it at once or not at all. */
    public void write(Path dataFolder) throws IOException {
        ObjectNode json = Json.object();
        json.put("version", 1);
        json.put("launcher", launcher);
        ArrayNode list = json.putArray("servers");
        servers.forEach(server -> list.add(server.toString()));
        json.put("sim", sim.toString());
        json.put("ledgerUrl", ledgerUrl);
        ArrayNode children = json.putArray("processes");
        for (Child child : processes) {
            children.addObject()
                    .put("name", child.name())
                    .put("pid", child.pid())
                    .put("log", child.log());
        }
        Path fresh = dataFolder.resolve(NAME + ".new");
        Files.writeString(fresh, Json.pretty(json));
        Files.move(
                fresh, dataFolder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
