package dev.heddle.coordinator.placement;

import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.health.Health;
import dev.heddle.coordinator.health.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Rooms and a request, written as text:
 *
 * <pre>
 * request nodes=2 gpus=4 segment=1
 * clique rack-01 channels=2047 barred=SAFE_MODE
 * nodes 3 free=4 limited=0 of=4 closed=CORDONED
 * </pre>
 *
 * Of a clique, {@code channels} and {@code barred} may be left out; of nodes, everything but their number. Nodes
 * stand in the clique above them, in the order of their trays.
 */
final class RoomText {

    private final List<CliqueRoom> rooms = new ArrayList<>();
    private GangRequest request = new GangRequest(1, 1, OptionalInt.empty());

    private RoomText() {}

    static RoomText parse(String text) {
        RoomText parsed = new RoomText();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            String[] words = line.trim().split(" ");
            switch (words[0]) {
                case "request" -> parsed.request(options(words));
                case "clique" -> parsed.clique(words[1], options(words));
                case "nodes" -> parsed.nodes(Integer.parseInt(words[1]), options(words));
                default -> throw new IllegalArgumentException(line);
            }
        }
        return parsed;
    }

    List<CliqueRoom> rooms() {
        return List.copyOf(rooms);
    }

    GangRequest request() {
        return request;
    }

    Placement place() {
        return Placer.place(rooms, request);
    }

    /** A placement as text. */
    static String render(Placement placement) {
        StringBuilder text = new StringBuilder();
        switch (placement) {
            case Placement.Placed placed ->
                placed.segments()
                        .forEach(segment -> text.append("placed on ")
                                .append(segment.rack())
                                .append(": ")
                                .append(members(segment))
                                .append('\n'));
            case Placement.Unplaceable unplaceable -> text.append("unplaceable\n");
        }
        placement
                .verdicts()
                .forEach(verdict -> text.append("%s %s, %d nodes fit, %d GPUs grantable: %s%n"
                        .formatted(
                                verdict.rack(),
                                verdict.code(),
                                verdict.fittingNodes(),
                                verdict.grantableGpus(),
                                verdict.message())));
        return text.toString();
    }

    private static String members(Placement.Segment segment) {
        List<String> members = new ArrayList<>();
        segment.members().forEach((node, gpus) -> members.add(node + " x" + gpus.size()));
        return String.join(", ", members);
    }

    private void request(Map<String, String> options) {
        String segment = options.get("segment");
        request = new GangRequest(
                Integer.parseInt(options.getOrDefault("nodes", "1")),
                Integer.parseInt(options.getOrDefault("gpus", "4")),
                segment == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(segment)));
    }

    private void clique(String rack, Map<String, String> options) {
        String barred = options.get("barred");
        rooms.add(new CliqueRoom(
                new CliqueKey(new UnitId("unit-" + rack), rack),
                rack,
                List.of(),
                Integer.parseInt(options.getOrDefault("channels", "2047")),
                barred == null
                        ? Optional.empty()
                        : Optional.of(new CliqueRoom.Barred(CliqueVerdict.Code.valueOf(barred), "It is barred."))));
    }

    private void nodes(int count, Map<String, String> options) {
        CliqueRoom room = rooms.removeLast();
        List<NodeRoom> nodes = new ArrayList<>(room.nodes());
        for (int i = 0; i < count; i++) {
            nodes.add(node(room.rack(), nodes.size(), options));
        }
        rooms.add(new CliqueRoom(room.key(), room.rack(), nodes, room.freeChannels(), room.barred()));
    }

    private static NodeRoom node(String rack, int tray, Map<String, String> options) {
        String name = "%s-tray-%02d".formatted(rack, tray);
        String closed = options.get("closed");
        int free = closed == null ? Integer.parseInt(options.getOrDefault("free", "4")) : 0;
        int limited = closed == null ? Integer.parseInt(options.getOrDefault("limited", "0")) : 0;
        return new NodeRoom(
                new NodeName(name),
                tray,
                gpus(name, 0, free),
                gpus(name, free, limited),
                Integer.parseInt(options.getOrDefault("of", "4")),
                closed == null
                        ? Optional.empty()
                        : Optional.of(new NodeRoom.Closed(
                                NodeRoom.Cause.valueOf(closed), new Verdict(Health.UNKNOWN, closed, "closed"))));
    }

    static List<GpuUuid> gpus(String node, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> new GpuUuid("GPU-" + node + "-" + i))
                .toList();
    }

    private static Map<String, String> options(String[] words) {
        Map<String, String> options = new HashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                options.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return options;
    }
}
