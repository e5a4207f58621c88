package dev.heddle.coordinator.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import dev.heddle.testing.Combinations;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** When a node is scrubbed before it is trusted, in every combination of what is looked at. */
class BootFenceTest {

    /** What the node says of what it holds, at its record's generation. */
    enum Says {
        NOTHING,
        ADOPTED_BOOT_KNOWS,
        ADOPTED_BOOT_FORGOT,
        OTHER_BOOT_KNOWS,
        OTHER_BOOT_FORGOT
    }

    /** A word of an adopted node. */
    record Word(boolean connected, boolean reported, boolean ofAdopted, Says says, boolean scrubbing, boolean fenced) {

        BootId boot() {
            return ofAdopted ? FenceScene.ADOPTED : FenceScene.ANOTHER;
        }

        private Optional<Applied> applied() {
            return switch (says) {
                case NOTHING -> Optional.empty();
                case ADOPTED_BOOT_KNOWS -> applied(FenceScene.ADOPTED, RecordState.INTACT);
                case ADOPTED_BOOT_FORGOT -> applied(FenceScene.ADOPTED, RecordState.AMNESIA);
                case OTHER_BOOT_KNOWS -> applied(FenceScene.ANOTHER, RecordState.INTACT);
                case OTHER_BOOT_FORGOT -> applied(FenceScene.ANOTHER, RecordState.AMNESIA);
            };
        }

        private static Optional<Applied> applied(BootId boot, RecordState record) {
            return Optional.of(
                    FenceScene.applied(new Stamp(FenceScene.EPOCH, FenceScene.GENERATION), boot, record, false));
        }

        UnitNode after() {
            UnitRecord unit = FenceScene.unit(new UnitNode.State(false, scrubbing, fenced));
            return FenceScene.speaker(FenceScene.deciding(
                    FenceScene.image(unit, FenceScene.EPOCH),
                    FenceScene.saying(
                            FenceScene.hello(FenceScene.SPEAKER, boot(), 0), connected, reported, applied())));
        }

        boolean isHeard() {
            return connected && reported;
        }

        /** Another boot, one that was declared off, or one that forgot: unless its scrub was ordered already. */
        boolean isDoubted() {
            boolean forgot = says == Says.ADOPTED_BOOT_FORGOT && !scrubbing;
            return isHeard() && (!ofAdopted || fenced || forgot);
        }

        /** It confirms the scrub that it was told to make. */
        boolean isClean() {
            return connected && ofAdopted && says == Says.ADOPTED_BOOT_KNOWS && scrubbing && !fenced;
        }
    }

    @Test
    void newBootOrOneThatCannotBeBelievedIsScrubbedUnderAHigherGeneration() {
        List<Word> words = Combinations.of(Word.class);
        assertThat(words).hasSize(160);
        for (Word word : words) {
            UnitNode node = word.after();
            assertThat(node.boot()).as(word.toString()).isEqualTo(word.isHeard() ? word.boot() : FenceScene.ADOPTED);
            assertThat(node.state().fenced()).as(word.toString()).isEqualTo(word.fenced() && !word.isHeard());
            assertThat(node.state().scrubbing())
                    .as(word.toString())
                    .isEqualTo(word.isDoubted() || (word.scrubbing() && !word.isClean()));
            assertThat(node.generation())
                    .as(word.toString())
                    .isEqualTo(FenceScene.GENERATION + (word.isDoubted() || word.isClean() ? 1 : 0));
        }
    }

    /** An operator's word that a node is off. */
    record DeclaredOff(boolean connected, boolean releasing, boolean scrubbing, boolean awaited) {

        Image after() {
            OptionalLong at = releasing ? OptionalLong.of(FenceScene.GENERATION) : OptionalLong.empty();
            SortedSet<NodeName> behind = new TreeSet<>(awaited ? List.of(FenceScene.SPEAKER.name) : List.of());
            UnitRecord unit = FenceScene.unit(new UnitNode.State(false, scrubbing, false))
                    .with(FenceScene.grant(at))
                    .withBehind(behind);
            Image before = FenceScene.hearing(
                    FenceScene.image(unit, FenceScene.EPOCH),
                    FenceScene.saying(
                            FenceScene.hello(FenceScene.SPEAKER, FenceScene.ADOPTED, 0),
                            connected,
                            true,
                            Optional.empty()));
            return FenceScene.deciding(before, new Command.Fence(FenceScene.SPEAKER.name));
        }
    }

    /** It stands for the confirmation of a release, and for having been heard; for nothing else, and of no one who speaks. */
    @Test
    void nodeThatIsDeclaredOffFreesOnlyWhatItWasToldToGiveBack() {
        List<DeclaredOff> all = Combinations.of(DeclaredOff.class);
        assertThat(all).hasSize(16);
        for (DeclaredOff off : all) {
            UnitRecord unit = FenceScene.unit(off.after());
            UnitNode node = FenceScene.speaker(off.after());
            UnitGrant grant = unit.grant(FenceScene.GANG).orElseThrow();
            boolean freed = off.releasing() && !off.connected();
            assertThat(node.state().fenced()).as(off.toString()).isEqualTo(!off.connected());
            assertThat(node.state().scrubbing()).as(off.toString()).isEqualTo(off.scrubbing());
            assertThat(node.generation())
                    .as(off.toString())
                    .isEqualTo(FenceScene.GENERATION + (off.connected() ? 0 : 1));
            assertThat(grant.members().containsKey(FenceScene.SPEAKER.name))
                    .as(off.toString())
                    .isEqualTo(!freed);
            assertThat(grant.unclean().contains(FenceScene.SPEAKER.name))
                    .as(off.toString())
                    .isEqualTo(freed);
            assertThat(unit.behind().isEmpty()).as(off.toString()).isEqualTo(!off.awaited() || !off.connected());
        }
    }

    /** What is deleted is free at once only on a node that is known to be off. */
    @Test
    void releaseIsConfirmedByAFenceAloneWhereNobodyCanSpeak() {
        for (boolean fenced : List.of(false, true)) {
            UnitRecord unit = FenceScene.unit(new UnitNode.State(false, false, fenced))
                    .with(FenceScene.grant(OptionalLong.empty()));
            Image before = Evolve.loaded(FenceScene.image(unit, FenceScene.EPOCH), FenceScene.gang(Phase.READY), 1);
            Command delete = new Command.Delete(FenceScene.gang(Phase.READY).name(), OptionalLong.empty());
            UnitGrant left = FenceScene.unit(FenceScene.deciding(before, delete))
                    .grant(FenceScene.GANG)
                    .orElseThrow();
            assertThat(left.members().containsKey(FenceScene.SPEAKER.name)).isEqualTo(!fenced);
            assertThat(left.members().values())
                    .allSatisfy(member -> assertThat(member.releasingAt()).hasValue(FenceScene.GENERATION + 1));
        }
    }
}
