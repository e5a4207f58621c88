package dev.heddle.coordinator.dashboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One rack of a {@link FakeFabric}: 18 trays of 4 GPUs with 18 links each, changed by hand and told as the API tells it. */
final class FakeRack {

    static final int TRAYS = 18;
    static final int GPUS = 4;
    static final int LINKS = 18;
    private static final int FIRST_SLOT = 10;

    final String name;
    final int number;
    final Tray[] trays = new Tray[TRAYS];

    FakeRack(int number) {
        this.number = number;
        this.name = "rack-%02d".formatted(number);
        Arrays.setAll(trays, i -> new Tray("%s-tray-%02d".formatted(name, i)));
    }

    static final class Tray {
        final String node;
        boolean connected = true;
        boolean cordoned;
        final @Nullable String[] granted = new @Nullable String[GPUS];
        final char[][] links = new char[GPUS][LINKS];

        Tray(String node) {
            this.node = node;
            for (char[] row : links) {
                Arrays.fill(row, 'A');
            }
        }

        boolean open() {
            return connected && !cordoned;
        }

        int free() {
            return open() ? (int) Arrays.stream(granted).filter(g -> g == null).count() : 0;
        }

        String health(int gpu) {
            if (!connected) {
                return "Unknown";
            }
            return IntStream.range(0, LINKS).allMatch(l -> links[gpu][l] == 'A') ? "Healthy" : "Limited";
        }

        String health() {
            if (!connected) {
                return "Unknown";
            }
            return IntStream.range(0, GPUS).allMatch(g -> health(g).equals("Healthy")) ? "Healthy" : "Limited";
        }
    }

    String cluster() {
        return "7e1b%04x-5b0c-4d6e-9a57-2f2d6c1a90ee".formatted(number);
    }

    String clique() {
        return cluster() + ".32766";
    }

    List<String> computeDomains() {
        TreeSet<String> names = new TreeSet<>();
        for (Tray tray : trays) {
            for (String holder : tray.granted) {
                if (holder != null) {
                    names.add(holder);
                }
            }
        }
        return List.copyOf(names);
    }

    int grantable() {
        return Arrays.stream(trays).mapToInt(Tray::free).sum();
    }

    int granted() {
        return (int) Arrays.stream(trays)
                .flatMap(tray -> Arrays.stream(tray.granted))
                .filter(g -> g != null)
                .count();
    }

    int connected() {
        return (int) Arrays.stream(trays).filter(tray -> tray.connected).count();
    }

    int links(char state) {
        int sum = 0;
        for (Tray tray : trays) {
            for (char[] row : tray.links) {
                for (char link : row) {
                    sum += (tray.connected ? link : '?') == state ? 1 : 0;
                }
            }
        }
        return sum;
    }

    String health() {
        if (connected() == 0) {
            return "Unknown";
        }
        boolean whole = Arrays.stream(trays).allMatch(tray -> tray.health().equals("Healthy"));
        return whole ? "Healthy" : connected() < TRAYS - 3 ? "Unhealthy" : "Limited";
    }

    Map<String, @Nullable Object> summary() {
        return Json.object(
                "name", name,
                "chassisSerial", "18204251%05d".formatted(number),
                "nodes", TRAYS,
                "nodesConnected", connected(),
                "gpus", TRAYS * GPUS,
                "gpusGrantable", grantable(),
                "gpusGranted", granted(),
                "links", linkSums(List.of(this)),
                "health", health(),
                "state", health().equals("Healthy") ? "Healthy" : "Degraded",
                "clusterUuids", List.of(cluster()),
                "cliques", List.of(clique()),
                "cordonedNodes",
                        (int) Arrays.stream(trays).filter(tray -> tray.cordoned).count(),
                "computeDomains", computeDomains());
    }

    static Map<String, @Nullable Object> linkSums(List<FakeRack> racks) {
        int active = racks.stream().mapToInt(rack -> rack.links('A')).sum();
        int down = racks.stream().mapToInt(rack -> rack.links('I')).sum();
        int degraded = racks.stream().mapToInt(rack -> rack.links('D')).sum();
        int total = racks.size() * TRAYS * GPUS * LINKS;
        return Json.object(
                "total", total,
                "active", active,
                "degraded", degraded,
                "down", down,
                "unknown", total - active - down - degraded);
    }

    Map<String, @Nullable Object> detail() {
        Map<String, @Nullable Object> detail = summary();
        detail.put("trays", IntStream.range(0, TRAYS).mapToObj(this::trayDetail).toList());
        List<Integer> down = IntStream.range(0, LINKS).mapToObj(this::notActive).toList();
        detail.put("switches", Json.object("asics", LINKS, "down", down));
        return detail;
    }

    private int notActive(int link) {
        int sum = 0;
        for (Tray tray : trays) {
            for (char[] row : tray.links) {
                sum += tray.connected && row[link] == 'A' ? 0 : 1;
            }
        }
        return sum;
    }

    private Map<String, @Nullable Object> trayDetail(int index) {
        Tray tray = trays[index];
        List<Object> gpus = new ArrayList<>();
        for (int g = 0; g < GPUS; g++) {
            gpus.add(Json.object(
                    "index",
                    g,
                    "moduleId",
                    g + 1,
                    "uuid",
                    "GPU-%08x-0000-4000-8000-%012x".formatted(number * 1000 + index, g),
                    "health",
                    tray.health(g),
                    "reason",
                    tray.health(g).equals("Limited") ? "LinksNotActive" : null,
                    "granted",
                    tray.granted[g],
                    "links",
                    tray.connected ? new String(tray.links[g]) : "?".repeat(LINKS)));
        }
        return Json.object(
                "slot",
                FIRST_SLOT + index,
                "tray",
                index,
                "node",
                tray.node,
                "connected",
                tray.connected,
                "cordoned",
                tray.cordoned,
                "closed",
                tray.connected ? null : Json.object("cause", "Unreachable", "message", "its agent is silent"),
                "health",
                tray.health(),
                "reason",
                tray.health().equals("Limited") ? "LinksNotActive" : null,
                "gpus",
                gpus);
    }
}
