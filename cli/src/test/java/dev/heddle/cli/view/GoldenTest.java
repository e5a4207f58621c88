package dev.heddle.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.cli.client.Json;
import dev.heddle.cli.console.Console;
import dev.heddle.cli.console.Paint;
import dev.heddle.cli.support.Shell;
import dev.heddle.testing.RepositoryRoot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What people see, letter by letter. Run with {@code -Dheddle.golden=write} to accept what it draws now. */
class GoldenTest {

    private static final Path FOLDER = RepositoryRoot.path().resolve("cli/src/test/resources/golden");

    @ParameterizedTest
    @CsvSource({
        "racks, racks",
        "racks-wide, racks",
        "nodes, nodes",
        "nodes-wide, nodes",
        "gpus, gpus",
        "links, links",
        "domains, domains",
        "cliques, cliques",
        "cd, cd",
        "cd-wide, cd",
        "cd-name, cd",
        "cd-yaml, cd",
        "events, events",
        "members, members",
        "topology, topology",
        "rack, rack",
        "rack-ascii, rack",
        "describe-cd, describe-cd",
        "describe-node, describe-node",
        "explain, explain",
        "env, describe-cd",
        "env-segments, segments",
        "hostfile, describe-cd",
        "cdi, describe-cd"
    })
    void isDrawnAsAccepted(String output, String input) throws IOException {
        JsonNode in = Json.read(Files.readAllBytes(FOLDER.resolve("in-" + input + ".json")));
        String drawn = draw(output, in);
        Path accepted = FOLDER.resolve("out-" + output + ".txt");
        if (System.getProperty("heddle.golden", "").equals("write")) {
            Files.writeString(accepted, drawn);
        }
        assertThat(drawn).isEqualTo(Files.readString(accepted));
    }

    private static String draw(String output, JsonNode in) {
        return switch (output) {
            case "topology" -> FabricView.draw(in.path("fabric"), Json.items(in, "racks"), Paint.NONE);
            case "rack" -> new RackDrawing(console(true)).draw(in);
            case "rack-ascii" -> new RackDrawing(console(false)).draw(in);
            case "describe-cd" -> new Descriptions(Shell.NOON, Paint.NONE).computeDomain(in, Json.items(in, "events"));
            case "describe-node" -> new Descriptions(Shell.NOON, Paint.NONE).node(in, Json.items(in, "events"));
            case "explain" -> Verdicts.explanation(in, "18 nodes of 4 GPUs", Paint.NONE);
            case "env", "env-segments" -> Exports.env(in);
            case "hostfile" -> Exports.hostfile(in);
            case "cdi" -> Exports.cdi(in);
            case "cd-yaml" -> Listing.document(in, Output.yaml);
            default -> list(output, Json.items(in, "items"));
        };
    }

    private static String list(String output, List<JsonNode> rows) {
        int dash = output.indexOf('-');
        String kind = dash < 0 ? output : output.substring(0, dash);
        Output shape = dash < 0 ? Output.table : Output.valueOf(output.substring(dash + 1));
        return new Listing(Kind.of(kind).orElseThrow(), shape, Shell.NOON, Paint.NONE).rows(rows);
    }

    private static Console console(boolean unicode) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Console(nowhere, nowhere, new BufferedReader(new StringReader("")), Paint.NONE, unicode);
    }
}
