package dev.heddle.coordinator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.NodeName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacerTest {

    @Test
    void aGangGoesWhereItLeavesTheLargerHoleWhole() {
        Placement.Placed placed = placed("""
                request nodes=4
                clique rack-01
                nodes 18
                clique rack-02
                nodes 6
                """);

        assertThat(placed.segments()).extracting(Placement.Segment::rack).containsExactly("rack-02");
    }

    @Test
    void aPartOfANodeIsTakenFromANodeThatIsInUseAlready() {
        Placement.Placed placed = placed("""
                request nodes=1 gpus=2
                clique rack-01
                nodes 3
                nodes 1 free=2
                """);

        assertThat(members(placed)).containsExactly("rack-01-tray-03");
    }

    @Test
    void neighboursAreTakenWhereThatCostsNothing() {
        Placement.Placed placed = placed("""
                request nodes=3
                clique rack-01
                nodes 1
                nodes 1 closed=CORDONED
                nodes 1
                nodes 1 free=0
                nodes 3
                """);

        assertThat(members(placed)).containsExactly("rack-01-tray-04", "rack-01-tray-05", "rack-01-tray-06");
    }

    @Test
    void gpusBelowFullHealthAreTakenOnlyWhereNothingElseFits() {
        assertThat(members(placed("""
                request nodes=2
                clique rack-01
                nodes 1 free=3 limited=1
                nodes 2
                """))).containsExactly("rack-01-tray-01", "rack-01-tray-02");
        assertThat(members(placed("""
                request nodes=3
                clique rack-01
                nodes 1 free=3 limited=1
                nodes 2
                """))).hasSize(3);
    }

    @Test
    void aCliqueWithoutGpusBelowFullHealthIsPreferred() {
        Placement.Placed placed = placed("""
                request nodes=2
                clique rack-01
                nodes 2 free=3 limited=1
                clique rack-02
                nodes 18
                """);

        assertThat(placed.segments()).extracting(Placement.Segment::rack).containsExactly("rack-02");
    }

    @Test
    void segmentsStayTogetherInAsFewCliquesAsCanBe() {
        Placement.Placed placed = placed("""
                request nodes=8 segment=4
                clique rack-01
                nodes 5
                clique rack-02
                nodes 9
                clique rack-03
                nodes 18
                """);

        assertThat(placed.segments()).extracting(Placement.Segment::rack).containsExactly("rack-02");
        assertThat(placed.segments().getFirst().members()).hasSize(8);
    }

    @Test
    void segmentsSpreadWhereNoCliqueTakesThemAll() {
        Placement.Placed placed = placed("""
                request nodes=12 segment=4
                clique rack-01
                nodes 5
                clique rack-02
                nodes 9
                """);

        assertThat(placed.segments())
                .extracting(segment -> segment.members().size())
                .containsExactly(4, 8);
    }

    @Test
    void withoutAnyCliqueNothingFits() {
        assertThat(RoomText.parse("request nodes=1").place()).isEqualTo(new Placement.Unplaceable(List.of()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CHOSEN                | nodes 2",
                "TOO_SMALL             | nodes 1",
                "GPUS_PER_NODE         | nodes 2 free=2 of=2",
                "IN_USE                | nodes 2 free=3",
                "CORDONED              | nodes 2 closed=CORDONED",
                "UNHEALTHY             | nodes 2 closed=UNREACHABLE",
                "UNHEALTHY             | nodes 2 closed=SCRUBBING",
                "UNHEALTHY             | nodes 2 closed=FABRIC_MIXED",
                "UNHEALTHY             | nodes 2 closed=TRAINING",
                "UNHEALTHY             | nodes 2 closed=IMEX",
                "SAFE_MODE             | nodes 2 closed=SAFE_MODE",
            })
    void aCliqueOfItsKindGetsItsVerdict(CliqueVerdict.Code expected, String nodes) {
        assertThat(verdict("request nodes=2\nclique rack-01\n" + nodes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"SAFE_MODE", "BEHIND_OLDER", "CLUSTER_UUID_CHANGING", "LEDGER_BEHIND"})
    void aBarredCliqueTakesNothingAndSaysWhy(CliqueVerdict.Code barred) {
        assertThat(verdict("request nodes=2\nclique rack-01 barred=" + barred + "\nnodes 18"))
                .isEqualTo(barred);
    }

    @Test
    void aCliqueWithoutAChannelTakesNothing() {
        assertThat(verdict("request nodes=2\nclique rack-01 channels=0\nnodes 18"))
                .isEqualTo(CliqueVerdict.Code.NO_CHANNEL);
    }

    @Test
    void cordonedNodesAreNamedOnlyWhereTheyAreWhatIsMissing() {
        assertThat(verdict("""
                request nodes=3
                clique rack-01
                nodes 2
                nodes 1 closed=CORDONED
                """)).isEqualTo(CliqueVerdict.Code.CORDONED);
        assertThat(verdict("""
                request nodes=4
                clique rack-01
                nodes 1
                nodes 1 closed=CORDONED
                nodes 2 free=1
                """)).isEqualTo(CliqueVerdict.Code.IN_USE);
    }

    @Test
    void aCliqueThatCouldTakeSomeOfTheSegmentsSaysSoWhenTheRestFitsNowhere() {
        Placement placement = RoomText.parse("""
                request nodes=8 segment=4
                clique rack-01
                nodes 5
                clique rack-02
                nodes 3
                """).place();

        assertThat(placement).isInstanceOf(Placement.Unplaceable.class);
        assertThat(placement.verdicts().getFirst().message()).isEqualTo("1 of 2 segments would fit.");
    }

    private static Placement.Placed placed(String text) {
        Placement placement = RoomText.parse(text).place();
        assertThat(placement).isInstanceOf(Placement.Placed.class);
        return (Placement.Placed) placement;
    }

    private static List<String> members(Placement.Placed placed) {
        return placed.segments().stream()
                .flatMap(segment -> segment.members().keySet().stream())
                .map(NodeName::value)
                .toList();
    }

    private static CliqueVerdict.Code verdict(String text) {
        return RoomText.parse(text).place().verdicts().getFirst().code();
    }
}
