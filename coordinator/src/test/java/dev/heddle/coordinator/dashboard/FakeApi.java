package dev.heddle.coordinator.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers of the REST API from a {@link FakeFabric}. */
final class FakeApi {

    private final FakeFabric fabric;

    record Answer(int status, Object body) {}

    FakeApi(FakeFabric fabric) {
        this.fabric = fabric;
    }

    Answer answer(String method, String path, String body) {
        return switch (method) {
            case "GET" -> read(path);
            case "DELETE" -> delete(path.substring("/compute-domains/".length()));
            case "POST" -> write(path, body);
            default -> problem(405, "not allowed");
        };
    }

    private Answer read(String path) {
        if (path.startsWith("/racks/")) {
            String name = path.substring("/racks/".length());
            return fabric.racks().stream().anyMatch(rack -> rack.name.equals(name))
                    ? new Answer(200, fabric.rack(name).detail())
                    : problem(404, "no such rack");
        }
        if (path.startsWith("/compute-domains/")) {
            Map<String, @Nullable Object> domain = fabric.domain(path.substring("/compute-domains/".length()));
            return domain.isEmpty() ? problem(404, "no such ComputeDomain") : new Answer(200, domain);
        }
        return switch (path) {
            case "/fabric" -> new Answer(200, fabric.fabric());
            case "/compute-domains" -> list(fabric.domains());
            case "/events" -> list(fabric.events());
            case "/members" -> list(members());
            case "/links" -> list(links());
            case "/nvlink-domains" -> list(units());
            default -> problem(404, "no such path");
        };
    }

    private Answer write(String path, String body) {
        if (path.endsWith(":cordon") || path.endsWith(":uncordon")) {
            String rack = path.substring("/racks/".length(), path.indexOf(':'));
            return new Answer(
                    200, Json.object("nodes", List.of(), "blocking", fabric.cordon(rack, path.endsWith(":cordon"))));
        }
        Map<String, @Nullable Object> request = Json.read(body);
        int nodes = number(request, "nodes");
        int gpus = number(request, "gpusPerNode");
        if (gpus > FakeRack.GPUS) {
            return fieldProblem(
                    "gpusPerNode", "no node has " + gpus + " GPUs.", "Ask for at most " + FakeRack.GPUS + ".");
        }
        if (path.equals("/placements:explain")) {
            return new Answer(200, explain(nodes, gpus));
        }
        return new Answer(201, fabric.create(String.valueOf(request.get("name")), nodes, gpus));
    }

    private Map<String, @Nullable Object> explain(int nodes, int gpus) {
        List<Object> verdicts = fabric.verdicts(nodes, gpus);
        FakeRack chosen = fabric.racks().stream()
                .filter(rack -> rack.grantable() >= nodes * gpus && nodes <= FakeRack.TRAYS)
                .findFirst()
                .orElse(null);
        List<Object> parts = new ArrayList<>();
        if (chosen != null) {
            List<Object> members = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                members.add(Json.object("node", chosen.trays[i].node, "gpus", gpus));
            }
            parts.add(Json.object("clique", chosen.clique(), "rack", chosen.name, "members", members));
        }
        return Json.object("placeable", chosen != null, "chosen", parts, "verdicts", verdicts);
    }

    private Answer delete(String name) {
        fabric.delete(name);
        return new Answer(202, Json.object("name", name, "phase", "Releasing"));
    }

    private List<Object> members() {
        return List.of(
                member("replica-1", "leader", 0, 72),
                member("replica-2", "standby", 38, 71),
                member("replica-3", "standby", 52, 73));
    }

    private Object member(String name, String role, int staleness, int sessions) {
        return Json.object(
                "replica",
                name,
                "role",
                role,
                "restAddress",
                "127.0.0.1:7740",
                "grpcAddress",
                "127.0.0.1:7840",
                "epoch",
                3,
                "imageVersion",
                fabric.image(),
                "agentSessions",
                sessions,
                "stalenessMs",
                staleness,
                "up",
                true);
    }

    private List<Object> links() {
        FakeRack rack = fabric.racks().getFirst();
        List<Object> rows = new ArrayList<>();
        for (int t = 0; t < FakeRack.TRAYS; t++) {
            for (int g = 0; g < FakeRack.GPUS; g++) {
                for (int l = 0; l < FakeRack.LINKS; l++) {
                    char state = rack.trays[t].links[g][l];
                    if (state != 'A') {
                        rows.add(Json.object(
                                "rack",
                                rack.name,
                                "link",
                                l,
                                "asic",
                                l,
                                "state",
                                state == 'I' ? "Inactive" : "Degraded",
                                "speedMBps",
                                state == 'I' ? 0 : 26562,
                                "recoveryEvents",
                                3,
                                "errorEvents",
                                12,
                                "id",
                                "%s/tray-%02d/gpu-%d/link-%d".formatted(rack.name, t, g, l)));
                    }
                }
            }
        }
        return rows;
    }

    private List<Object> units() {
        return fabric.racks().stream()
                .<Object>map(rack -> Json.object(
                        "unit",
                        "unit-" + rack.number,
                        "rack",
                        rack.name,
                        "clusterUuid",
                        rack.cluster(),
                        "state",
                        "Healthy",
                        "nodes",
                        FakeRack.TRAYS,
                        "nodesHeard",
                        rack.connected(),
                        "gpus",
                        FakeRack.TRAYS * FakeRack.GPUS,
                        "gpusGrantable",
                        rack.grantable(),
                        "gpusGranted",
                        rack.granted(),
                        "channelsInUse",
                        rack.computeDomains().size(),
                        "channelsQuarantined",
                        0,
                        "cliques",
                        List.of(rack.clique()),
                        "epoch",
                        3,
                        "version",
                        41))
                .toList();
    }

    private static int number(Map<String, @Nullable Object> request, String field) {
        return request.get(field) instanceof Number number ? number.intValue() : FakeRack.GPUS;
    }

    private Answer list(List<Object> items) {
        return new Answer(
                200, Json.object("items", items, "image", fabric.image(), "nextPage", null, "total", items.size()));
    }

    private static Answer problem(int status, String detail) {
        return new Answer(status, Json.object("title", detail, "status", status, "detail", detail));
    }

    private static Answer fieldProblem(String field, String message, String fix) {
        return new Answer(
                400,
                Json.object(
                        "title",
                        "Bad request",
                        "status",
                        400,
                        "detail",
                        "The request has a wrong field.",
                        "code",
                        "InvalidField",
                        "errors",
                        List.of(Json.object("field", field, "message", message, "fix", fix))));
    }
}
