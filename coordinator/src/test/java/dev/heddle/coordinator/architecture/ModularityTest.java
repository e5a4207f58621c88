package dev.heddle.coordinator.architecture;

import dev.heddle.coordinator.CoordinatorApplication;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

    @Test
    void modulesUseOnlyWhatOthersExposeAndFormNoCycle() {
        ApplicationModules.of(CoordinatorApplication.class).verify();
    }
}
