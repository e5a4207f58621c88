package dev.heddle.coordinator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.health.Health;
import dev.heddle.coordinator.health.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlacerProperties {

    private static final int GPUS = 4;

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aWholeGangInsideTheRoomThereIsOrNothing(long seed) {
        Random random = new Random(seed);
        List<CliqueRoom> rooms = rooms(random);
        GangRequest request = request(random);

        Placement placement = Placer.place(rooms, request);

        assertThat(placement instanceof Placement.Placed).isEqualTo(fits(rooms, request));
        if (placement instanceof Placement.Placed placed) {
            checkGang(rooms, request, placed);
            assertThat(Placer.find(rooms, request)).isEqualTo(placed.segments());
        } else {
            assertThat(Placer.find(rooms, request)).isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyCliqueHasOneVerdictAndThoseUsedAreChosen(long seed) {
        Random random = new Random(seed);
        List<CliqueRoom> rooms = rooms(random);
        GangRequest request = request(random);

        Placement placement = Placer.place(rooms, request);

        assertThat(placement.verdicts())
                .extracting(CliqueVerdict::clique)
                .containsExactlyElementsOf(rooms.stream().map(CliqueRoom::key).toList());
        Set<CliqueKey> used = new HashSet<>();
        if (placement instanceof Placement.Placed placed) {
            placed.segments().forEach(segment -> used.add(segment.clique()));
        }
        for (CliqueVerdict verdict : placement.verdicts()) {
            assertThat(verdict.code() == CliqueVerdict.Code.CHOSEN).isEqualTo(used.contains(verdict.clique()));
            assertThat(verdict.message()).isNotBlank();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfTheRoomsDoesNotMatter(long seed) {
        Random random = new Random(seed);
        List<CliqueRoom> rooms = rooms(random);
        GangRequest request = request(random);
        List<CliqueRoom> shuffled = new ArrayList<>(rooms);
        Collections.shuffle(shuffled, random);

        assertThat(segments(Placer.place(shuffled, request))).isEqualTo(segments(Placer.place(rooms, request)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void ofSoundCliquesTheOneWithTheFewestWholeNodesIsTaken(long seed) {
        Random random = new Random(seed);
        List<CliqueRoom> rooms =
                rooms(random).stream().filter(PlacerProperties::sound).toList();
        GangRequest request = new GangRequest(1 + random.nextInt(4), 1 + random.nextInt(GPUS), OptionalInt.empty());

        if (Placer.place(rooms, request) instanceof Placement.Placed placed) {
            int whole = whole(room(rooms, placed.segments().getFirst().clique()));
            assertThat(rooms)
                    .filteredOn(room -> segments(room, request) > 0)
                    .allSatisfy(room -> assertThat(whole(room)).isGreaterThanOrEqualTo(whole));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noOtherChoiceOfNodesLosesLess(long seed) {
        Random random = new Random(seed);
        int gpus = 1 + random.nextInt(GPUS);
        List<NodeRoom> fitting = nodes(random, "rack", 9).stream()
                .filter(node -> node.grantable() >= gpus)
                .toList();
        for (int count = 1; count <= fitting.size(); count++) {
            List<NodeRoom> chosen = NodeChoice.choose(fitting, count, gpus);

            assertThat(chosen).hasSize(count).doesNotHaveDuplicates();
            assertThat(fitting).containsAll(chosen);
            assertThat(lost(chosen, gpus)).isEqualTo(leastLost(fitting, count, gpus));
        }
    }

    private static void checkGang(List<CliqueRoom> rooms, GangRequest request, Placement.Placed placed) {
        Set<NodeName> nodes = new HashSet<>();
        for (Placement.Segment segment : placed.segments()) {
            CliqueRoom room = room(rooms, segment.clique());
            assertThat(segment.members().size() % request.perClique()).isZero();
            segment.members().forEach((name, gpus) -> {
                assertThat(nodes.add(name)).isTrue();
                assertThat(gpus).hasSize(request.gpusPerNode());
                assertThat(grantable(room, name)).containsAll(gpus);
            });
        }
        assertThat(nodes).hasSize(request.nodes());
    }

    private static Set<GpuUuid> grantable(CliqueRoom room, NodeName name) {
        Set<GpuUuid> gpus = new HashSet<>();
        room.nodes().stream().filter(node -> node.node().equals(name)).forEach(node -> {
            gpus.addAll(node.free());
            gpus.addAll(node.limited());
        });
        return gpus;
    }

    private static boolean fits(List<CliqueRoom> rooms, GangRequest request) {
        return rooms.stream().mapToInt(room -> segments(room, request)).sum() >= request.nodes() / request.perClique();
    }

    private static int segments(CliqueRoom room, GangRequest request) {
        if (room.barred().isPresent() || room.freeChannels() == 0) {
            return 0;
        }
        long fitting = room.nodes().stream()
                .filter(node -> node.grantable() >= request.gpusPerNode())
                .count();
        return (int) fitting / request.perClique();
    }

    private static boolean sound(CliqueRoom room) {
        return room.nodes().stream().allMatch(node -> node.limited().isEmpty());
    }

    private static int whole(CliqueRoom room) {
        return (int) room.nodes().stream()
                .filter(node -> node.grantable() == node.gpus())
                .count();
    }

    private static CliqueRoom room(List<CliqueRoom> rooms, CliqueKey key) {
        return rooms.stream().filter(room -> room.key().equals(key)).findFirst().orElseThrow();
    }

    private static Set<Placement.Segment> segments(Placement placement) {
        return placement instanceof Placement.Placed placed ? new HashSet<>(placed.segments()) : Set.of();
    }

    private static long leastLost(List<NodeRoom> nodes, int count, int gpus) {
        long least = Long.MAX_VALUE;
        for (int set = 0; set < 1 << nodes.size(); set++) {
            if (Integer.bitCount(set) == count) {
                List<NodeRoom> subset = new ArrayList<>();
                for (int i = 0; i < nodes.size(); i++) {
                    if ((set >> i & 1) == 1) {
                        subset.add(nodes.get(i));
                    }
                }
                least = Math.min(least, lost(subset, gpus));
            }
        }
        return least;
    }

    /** GPUs below full health that are handed out weigh most, then free GPUs left behind on a node that is broken into. */
    private static long lost(List<NodeRoom> nodes, int gpus) {
        return nodes.stream()
                .mapToLong(node -> Math.max(0, gpus - node.free().size()) * 100L + node.grantable() - gpus)
                .sum();
    }

    private static GangRequest request(Random random) {
        int perClique = 1 + random.nextInt(4);
        int segments = 1 + random.nextInt(3);
        return new GangRequest(
                perClique * segments,
                1 + random.nextInt(GPUS),
                segments == 1 && random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(perClique));
    }

    private static List<CliqueRoom> rooms(Random random) {
        List<CliqueRoom> rooms = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            String rack = "rack-" + i;
            rooms.add(new CliqueRoom(
                    new CliqueKey(new UnitId("unit-" + i), rack),
                    rack,
                    nodes(random, rack, random.nextInt(10)),
                    random.nextInt(8) == 0 ? 0 : 2047,
                    random.nextInt(8) == 0
                            ? Optional.of(new CliqueRoom.Barred(CliqueVerdict.Code.SAFE_MODE, "barred"))
                            : Optional.empty()));
        }
        return rooms;
    }

    private static List<NodeRoom> nodes(Random random, String rack, int count) {
        List<NodeRoom> nodes = new ArrayList<>();
        for (int tray = 0; tray < count; tray++) {
            String name = rack + "-" + tray;
            boolean closed = random.nextInt(6) == 0;
            int free = closed ? 0 : random.nextInt(3) == 0 ? random.nextInt(GPUS + 1) : GPUS;
            int limited = closed || random.nextInt(3) != 0 ? 0 : random.nextInt(GPUS - free + 1);
            nodes.add(new NodeRoom(
                    new NodeName(name),
                    tray,
                    RoomText.gpus(name, 0, free),
                    RoomText.gpus(name, free, limited),
                    GPUS,
                    closed
                            ? Optional.of(new NodeRoom.Closed(
                                    NodeRoom.Cause.UNREACHABLE, new Verdict(Health.UNKNOWN, "x", "x")))
                            : Optional.empty()));
        }
        return nodes;
    }
}
