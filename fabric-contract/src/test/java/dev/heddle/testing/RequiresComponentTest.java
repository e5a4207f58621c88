package dev.heddle.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

class RequiresComponentTest {

    @TempDir
    Path folder;

    @Test
    void runsWhereEveryComponentIsPresent() {
        var result = condition(Set.of(Component.values()), true).evaluate(Component.CHROMIUM, Component.DOCKER);

        assertThat(result.isDisabled()).isFalse();
        assertThat(list()).doesNotExist();
    }

    @Test
    void skipsAndRecordsWhatIsAbsent() {
        var condition = condition(Set.of(Component.DOCKER), false);

        var result = condition.evaluate(Component.CHROMIUM, Component.DOCKER, Component.C_COMPILER);
        condition.evaluate(Component.CHROMIUM);

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason())
                .contains("Chromium is absent: apt-get install chromium; "
                        + "a C compiler is absent: apt-get install gcc libc6-dev");
        assertThat(list()).hasContent("""
                        Chromium is absent: apt-get install chromium
                        a C compiler is absent: apt-get install gcc libc6-dev
                        Chromium is absent: apt-get install chromium
                        """);
    }

    @Test
    void failsOnAbsenceWhereAllAreRequired() {
        var condition = condition(Set.of(), true);

        assertThatThrownBy(() -> condition.evaluate(Component.CHROMIUM))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessage("Chromium is absent: apt-get install chromium");
        assertThat(list()).doesNotExist();
    }

    @Test
    void annotationReachesTheCondition() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(NeedsNothing.class))
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.started(1).succeeded(1));
    }

    @Test
    void everyAbsenceIsOneLine() {
        assertThat(Component.values())
                .extracting(Component::absence)
                .allSatisfy(line -> assertThat(line).contains(" is absent: ").doesNotContain("\n"));
    }

    @Test
    void repositoryRootHoldsTheBuild() {
        assertThat(RepositoryRoot.path().resolve("pom.xml")).exists();
    }

    private RequiresComponentCondition condition(Set<Component> present, boolean allRequired) {
        return new RequiresComponentCondition(present::contains, allRequired, list());
    }

    private Path list() {
        return folder.resolve("target").resolve("skipped-components.txt");
    }

    @RequiresComponent({})
    static class NeedsNothing {

        @Test
        void runs() {}
    }
}
