package dev.heddle.coordinator.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.heddle.testing.Component;
import dev.heddle.testing.RepositoryRoot;
import dev.heddle.testing.RequiresComponent;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Walks through the pages of a running product, which {@code -Dheddle.dashboard=http://127.0.0.1:8480} names, and takes
 * the picture in the README. {@code scripts/dashboard-picture} sets the scene and runs it.
 */
@RequiresComponent(Component.CHROMIUM)
@EnabledIfSystemProperty(named = "heddle.dashboard", matches = "http.+")
class RunningDashboardE2E {

    private static final Path PICTURE = RepositoryRoot.path().resolve("docs/images/dashboard.png");

    private static final Map<String, String> SCREENS = Map.of(
            "#/fleet", "Newest faults",
            "#/fleet?view=table", "Links not active",
            "#/racks/rack-01", "Elevation",
            "#/compute-domains", "ComputeDomains",
            "#/explain?nodes=16&gpusPerNode=4", "Every clique",
            "#/events", "Events",
            "#/control-plane", "ledger unit");

    private final String origin = System.getProperty("heddle.dashboard", "");

    @ParameterizedTest
    @EnumSource
    void everyScreenIsAccessibleAndQuiet(Browser.Look look) {
        try (Browser browser = new Browser();
                Browser.Window window = browser.open(look, origin, "/")) {
            SCREENS.forEach((address, text) -> {
                window.show(origin, address, text);
                assertThat(window.violations()).as(address).isEmpty();
            });
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    void fleetIsPictured() {
        try (Browser browser = new Browser();
                Browser.Window window = browser.open(Browser.Look.DARK, origin, "/#/fleet")) {
            window.page().waitForSelector(".rail .feed li");
            window.page().waitForSelector(".connection.ok");
            window.page().screenshot(new Page.ScreenshotOptions().setPath(PICTURE));
            assertThat(PICTURE).isNotEmptyFile();
        }
    }
}
