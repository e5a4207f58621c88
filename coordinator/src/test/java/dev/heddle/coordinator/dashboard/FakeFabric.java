package dev.heddle.coordinator.dashboard;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A fabric in a few maps, told in the API's shapes; every change is handed to a listener as a delta of the watch. */
final class FakeFabric {

    private static final int MAX_EVENTS = 500;

    private final List<FakeRack> racks;
    private final Map<String, Map<String, @Nullable Object>> domains = new LinkedHashMap<>();
    private final Deque<Map<String, @Nullable Object>> events = new ArrayDeque<>();
    private Consumer<Map<String, @Nullable Object>> listener = _ -> {};
    private String role = "leader";
    private List<Object> safeMode = List.of();
    private long sequence = 100;

    FakeFabric(int racks) {
        this.racks = IntStream.rangeClosed(1, racks).mapToObj(FakeRack::new).toList();
    }

    synchronized void onDelta(Consumer<Map<String, @Nullable Object>> delta) {
        listener = delta;
    }

    synchronized String image() {
        return "3." + sequence;
    }

    FakeRack rack(String name) {
        return racks.stream().filter(rack -> rack.name.equals(name)).findFirst().orElseThrow();
    }

    List<FakeRack> racks() {
        return racks;
    }

    synchronized Map<String, @Nullable Object> snapshot() {
        return Json.object(
                "image", image(),
                "fabric", fabric(),
                "racks", racks.stream().map(FakeRack::summary).toList(),
                "computeDomains", List.copyOf(domains.values()));
    }

    synchronized Map<String, @Nullable Object> fabric() {
        int gpus = racks.size() * FakeRack.TRAYS * FakeRack.GPUS;
        FakeRack best = racks.stream()
                .max((a, b) -> Integer.compare(a.grantable(), b.grantable()))
                .orElseThrow();
        Map<String, Long> phases = domains.values().stream()
                .map(FakeFabric::phase)
                .collect(Collectors.groupingBy(phase -> phase, Collectors.counting()));
        return Json.object(
                "clusterId", "0192d7f0-demo",
                "image", image(),
                "role", role,
                "replica", "replica-1",
                "leader", Json.object("replica", "replica-1", "restAddress", "127.0.0.1:7740", "epoch", 3),
                "safeMode", Json.object("units", safeMode.size(), "waiting", safeMode),
                "racks", racks.size(),
                "nodes", racks.size() * FakeRack.TRAYS,
                "nodesConnected", racks.stream().mapToInt(FakeRack::connected).sum(),
                "gpus", gpus,
                "gpusGrantable", racks.stream().mapToInt(FakeRack::grantable).sum(),
                "gpusGranted", racks.stream().mapToInt(FakeRack::granted).sum(),
                "links", FakeRack.linkSums(racks),
                "computeDomains", phases,
                "computeDomainsLive", domains.size(),
                "largestPlaceable",
                        Json.object(
                                "nodes",
                                best.grantable() / FakeRack.GPUS,
                                "gpusPerNode",
                                FakeRack.GPUS,
                                "clique",
                                best.clique(),
                                "rack",
                                best.name),
                "warnings", List.of());
    }

    synchronized List<Object> events() {
        return List.copyOf(events);
    }

    synchronized List<Object> domains() {
        return List.copyOf(domains.values());
    }

    synchronized Map<String, @Nullable Object> domain(String name) {
        return Objects.requireNonNullElse(domains.get(name), Map.of());
    }

    synchronized void role(String now, List<Object> waiting) {
        role = now;
        safeMode = waiting;
        tell(List.of(), List.of(), List.of());
    }

    /** Places it on the first rack with room, else it is Pending. */
    synchronized Map<String, @Nullable Object> create(String name, int nodes, int gpusPerNode) {
        FakeRack chosen = racks.stream()
                .filter(rack -> rack.grantable() >= nodes * gpusPerNode)
                .findFirst()
                .orElse(null);
        Map<String, @Nullable Object> domain = Json.object(
                "name",
                name,
                "uid",
                "0b9f4d1e-%04d".formatted(domains.size()),
                "phase",
                chosen == null ? "Pending" : "Ready",
                "reason",
                chosen == null ? "Unplaceable" : null,
                "message",
                chosen == null ? "no clique has %d nodes with %d grantable GPUs".formatted(nodes, gpusPerNode) : null,
                "nodes",
                nodes,
                "gpusPerNode",
                gpusPerNode,
                "isolation",
                "shared",
                "createdAt",
                Instant.now().toString(),
                "formingMillis",
                chosen == null ? null : 84,
                "segments",
                chosen == null ? List.of() : List.of(segment(chosen, name, nodes, gpusPerNode)),
                "verdicts",
                chosen == null ? verdicts(nodes, gpusPerNode) : List.of(),
                "version",
                1);
        domains.put(name, domain);
        Object event = event("Normal", chosen == null ? "Pending" : "Ready", "ComputeDomain", name, null, "asked for");
        tell(chosen == null ? List.of() : List.of(chosen), List.of(domain), List.of(event));
        return domain;
    }

    synchronized void delete(String name) {
        domains.remove(name);
        List<FakeRack> touched = racks.stream()
                .filter(rack -> rack.computeDomains().contains(name))
                .toList();
        for (FakeRack rack : touched) {
            for (FakeRack.Tray tray : rack.trays) {
                IntStream.range(0, FakeRack.GPUS)
                        .filter(g -> name.equals(tray.granted[g]))
                        .forEach(g -> tray.granted[g] = null);
            }
        }
        tell(touched, List.of(), List.of(), List.of(name));
    }

    synchronized void pullTray(String rackName, int tray) {
        FakeRack rack = rack(rackName);
        rack.trays[tray].connected = false;
        tell(
                List.of(rack),
                degrade(rack),
                List.of(event(
                        "Warning",
                        "NodeUnreachable",
                        "Node",
                        rack.trays[tray].node,
                        rack.name,
                        "agent closed its stream")));
    }

    synchronized void returnTray(String rackName, int tray) {
        FakeRack rack = rack(rackName);
        rack.trays[tray].connected = true;
        tell(
                List.of(rack),
                List.of(),
                List.of(event(
                        "Normal",
                        "NodeReturned",
                        "Node",
                        rack.trays[tray].node,
                        rack.name,
                        "new boot, scrubbed and adopted")));
    }

    synchronized void link(String rackName, int tray, int gpu, int link, char state) {
        FakeRack rack = rack(rackName);
        rack.trays[tray].links[gpu][link] = state;
        String id = "%s/tray-%02d/gpu-%d/link-%d".formatted(rackName, tray, gpu, link);
        tell(
                List.of(rack),
                List.of(),
                List.of(event("Warning", "LinkDown", "Link", id, rackName, "link is not active")));
    }

    synchronized List<Object> cordon(String rackName, boolean on) {
        FakeRack rack = rack(rackName);
        for (FakeRack.Tray tray : rack.trays) {
            tray.cordoned = on;
        }
        tell(List.of(rack), List.of(), List.of());
        return List.copyOf(rack.computeDomains());
    }

    /** Racks that were changed outside this class are told as they are now. */
    synchronized void changed(List<FakeRack> touched) {
        tell(touched, List.of(), List.of());
    }

    synchronized List<Object> verdicts(int nodes, int gpusPerNode) {
        List<Object> verdicts = new ArrayList<>();
        boolean chosen = false;
        for (FakeRack rack : racks) {
            int fitting = (int) IntStream.range(0, FakeRack.TRAYS)
                    .filter(t -> rack.trays[t].free() >= gpusPerNode)
                    .count();
            boolean fits = fitting >= nodes;
            String code = fits ? (chosen ? "Fits" : "Chosen") : nodes > FakeRack.TRAYS ? "TooSmall" : "InUse";
            chosen |= fits;
            verdicts.add(Json.object(
                    "clique",
                    rack.clique(),
                    "rack",
                    rack.name,
                    "code",
                    code,
                    "message",
                    "%d of %d nodes have %d grantable GPUs".formatted(fitting, FakeRack.TRAYS, gpusPerNode),
                    "fittingNodes",
                    fitting,
                    "grantableGpus",
                    rack.grantable()));
        }
        return verdicts;
    }

    private List<Map<String, @Nullable Object>> degrade(FakeRack rack) {
        return rack.computeDomains().stream()
                .map(domains::get)
                .filter(Objects::nonNull)
                .peek(domain -> domain.putAll(Json.object(
                        "phase", "Degraded", "reason", "MemberUnreachable", "message", "a member is silent")))
                .toList();
    }

    private static Map<String, @Nullable Object> segment(FakeRack rack, String name, int nodes, int gpusPerNode) {
        List<Object> members = new ArrayList<>();
        for (int t = 0; t < FakeRack.TRAYS && members.size() < nodes; t++) {
            FakeRack.Tray tray = rack.trays[t];
            if (tray.free() < gpusPerNode) {
                continue;
            }
            List<Object> gpus = new ArrayList<>();
            for (int g = 0; g < FakeRack.GPUS && gpus.size() < gpusPerNode; g++) {
                if (tray.granted[g] == null) {
                    tray.granted[g] = name;
                    gpus.add(Json.object("index", g, "minor", g, "uuid", "GPU-%d-%d".formatted(t, g)));
                }
            }
            members.add(Json.object(
                    "node", tray.node, "rack", rack.name, "tray", t, "gpus", gpus, "state", "Applied", "detail", null));
        }
        return Json.object(
                "clique",
                rack.clique(),
                "rack",
                rack.name,
                "unit",
                "unit-" + rack.number,
                "channel",
                17,
                "members",
                members);
    }

    private Map<String, @Nullable Object> event(
            String type, String reason, String kind, String name, @Nullable String rack, String message) {
        Map<String, @Nullable Object> event = Json.object(
                "seq", "3." + (sequence + 1) + "." + events.size(),
                "at", Instant.now().toString(),
                "type", type,
                "reason", reason,
                "object", Json.object("kind", kind, "name", name),
                "rack", rack,
                "message", message);
        events.addFirst(event);
        if (events.size() > MAX_EVENTS) {
            events.removeLast();
        }
        return event;
    }

    private void tell(List<FakeRack> touched, List<?> changed, List<?> happened) {
        tell(touched, changed, happened, List.of());
    }

    private void tell(List<FakeRack> touched, List<?> changed, List<?> happened, List<String> removed) {
        sequence++;
        listener.accept(Json.object(
                "image",
                image(),
                "fabric",
                fabric(),
                "racks",
                touched.stream().map(FakeRack::summary).toList(),
                "computeDomains",
                changed,
                "removedComputeDomains",
                removed,
                "events",
                happened));
    }

    private static String phase(Object domain) {
        return String.valueOf(((Map<?, ?>) domain).get("phase"));
    }
}
