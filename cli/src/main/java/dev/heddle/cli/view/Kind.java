package dev.heddle.cli.view;

import static dev.heddle.cli.client.Json.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What {@code get} can list. */
public enum Kind {
    RACKS("racks", "rack", List.of("rack"), true, row -> text(row, "name")),
    NODES("nodes", "node", List.of("node"), true, row -> text(row, "name")),
    GPUS("gpus", "gpu", List.of("gpu"), false, row -> text(row, "uuid")),
    LINKS("links", "link", List.of("link"), false, Kind::linkId),
    DOMAINS(
            "nvlink-domains",
            "nvlinkdomain",
            List.of("domains", "domain", "nvlink-domain"),
            false,
            row -> text(row, "unit")),
    CLIQUES("cliques", "clique", List.of("clique"), false, row -> text(row, "label")),
    COMPUTE_DOMAINS(
            "compute-domains", "computedomain", List.of("cd", "cds", "compute-domain"), true, row -> text(row, "name")),
    EVENTS("events", "event", List.of("event"), false, row -> text(row, "id")),
    MEMBERS("members", "member", List.of("member", "replicas"), false, row -> text(row, "replica"));

    private final String plural;
    private final String singular;
    private final List<String> aliases;
    private final boolean single;
    private final Function<JsonNode, String> key;

    Kind(String plural, String singular, List<String> aliases, boolean single, Function<JsonNode, String> key) {
        this.plural = plural;
        this.singular = singular;
        this.aliases = aliases;
        this.single = single;
        this.key = key;
    }

    /** The kind that a person means by this word. */
    public static Optional<Kind> of(String word) {
        String asked = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind ->
                        kind.plural.equals(asked) || kind.singular.equals(asked) || kind.aliases.contains(asked))
                .findFirst();
    }

    /** The words to type, for help and errors. */
    public static String words() {
        return Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "));
    }

    /** The word to type for this kind. */
    public String word() {
        return this == COMPUTE_DOMAINS ? "cd" : this == DOMAINS ? "domains" : plural;
    }

    /** One of them, in a sentence. */
    public String noun() {
        return this == COMPUTE_DOMAINS ? "ComputeDomain" : this == DOMAINS ? "NVLink domain" : singular;
    }

    /** Where its list is. */
    public String path() {
        return "/api/v1/" + plural;
    }

    /** Whether one of them has a resource of its own under {@link #path()}. */
    public boolean single() {
        return single;
    }

    /** What tells one from another. */
    public String key(JsonNode row) {
        return key.apply(row);
    }

    /** As {@code -o name} shows it. */
    public String title(JsonNode row) {
        return singular + "/" + key(row);
    }

    private static String linkId(JsonNode row) {
        String id = text(row, "id");
        return id.isEmpty() ? text(row, "rack") + "/" + text(row, "node") + "/gpu-" + text(row, "gpuIndex") : id;
    }
}
