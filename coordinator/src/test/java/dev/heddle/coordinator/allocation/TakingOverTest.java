package dev.heddle.coordinator.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TakingOverTest {

    private static final UnitRecord GRANTING =
            FenceScene.unit(new UnitNode.State(false, false, false)).with(FenceScene.grant(OptionalLong.empty()));
    private static final Image FOUND = FenceScene.image(GRANTING, FenceScene.EPOCH - 1);

    @Test
    void aGrantThatNoRecordOfAComputeDomainNamesIsAskedBack() {
        assertThat(grant(FOUND).members().values()).hasSize(2).allMatch(UnitGrant.Member::releasing);
    }

    @Test
    void aGrantThatARecordOfAComputeDomainNamesStays() {
        Image owned = Evolve.loaded(FOUND, FenceScene.gang(Phase.READY), 1);
        assertThat(grant(owned).members().values()).hasSize(2).noneMatch(UnitGrant.Member::releasing);
    }

    private static UnitGrant grant(Image found) {
        Image after = FenceScene.deciding(found, new Command.TakeOver(false));
        return FenceScene.unit(after).grant(FenceScene.GANG).orElseThrow();
    }
}
