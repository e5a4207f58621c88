package dev.heddle.coordinator.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.heddle.testing.Component;
import dev.heddle.testing.RequiresComponent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresComponent(Component.CHROMIUM)
class DashboardE2E {

    /** A screen and what it shows once it has what it asked for. */
    private record Screen(String address, String shows) {}

    private static final List<Screen> SCREENS = List.of(
            new Screen("#/fleet", "Newest faults"),
            new Screen("#/fleet?view=table", "Links not active"),
            new Screen("#/racks/rack-01", "Links that are not active"),
            new Screen("#/racks/rack-01?view=table", "switch ASIC 5"),
            new Screen("#/racks/no-such-rack", "There is no rack"),
            new Screen("#/compute-domains", "train-1"),
            new Screen("#/compute-domains/train-1", "members applied"),
            new Screen("#/compute-domains/too-large", "Why no clique takes it now"),
            new Screen("#/explain?nodes=18&gpusPerNode=4", "Every clique"),
            new Screen("#/events", "Link down"),
            new Screen("#/control-plane", "ledger units"));

    private static Browser browser;

    private FakeFabric fabric;
    private FakeCoordinator coordinator;

    @BeforeAll
    static void startBrowser() {
        browser = new Browser();
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
    }

    @BeforeEach
    void startCoordinator() throws IOException {
        fabric = FakeScenes.busy(12);
        coordinator = new FakeCoordinator(fabric, 0);
    }

    @AfterEach
    void stopCoordinator() {
        coordinator.close();
    }

    /** Each look is one window that walks through the screens, as a person does. */
    @ParameterizedTest
    @EnumSource
    void everyScreenIsAccessibleAndQuiet(Browser.Look look) {
        try (Browser.Window window = open(look, "/#/control-plane")) {
            for (Screen screen : SCREENS) {
                window.show(coordinator.address(), screen.address(), screen.shows());
                assertThat(window.violations()).as(screen.address()).isEmpty();
            }
            assertThat(window.problems())
                    .filteredOn(problem -> !problem.contains("404 (Not Found)"))
                    .isEmpty();
        }
    }

    @Test
    void controlPlaneTellsQueuesAndTheLedgersLatency() {
        try (Browser.Window window = open(Browser.Look.LIGHT, "/#/control-plane")) {
            assertThat(window.page().locator("[aria-labelledby=load]"))
                    .containsText("40 events decided and not committed");
            assertThat(window.page().locator("[aria-labelledby=load]"))
                    .containsText("12.5 ms on average, 37.6 ms at most");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    void rackThatIsNotThereIsSaidAndTheFeedGoesOn() {
        try (Browser.Window window = open(Browser.Look.DARK, "/#/racks/no-such-rack")) {
            assertThat(window.page().locator("main")).containsText("There is no rack no-such-rack.");
            fabric.pullTray("rack-09", 3);
            window.page().keyboard().type("gf");
            assertThat(window.page().locator(".rail .feed li").first()).containsText("rack-09-tray-03");
        }
    }

    @Test
    void faultAppearsOnAnOpenFleetPage() {
        try (Browser.Window window = open(Browser.Look.DARK, "/#/fleet")) {
            fabric.pullTray("rack-09", 3);

            assertThat(window.page().locator(".rail .feed li").first()).containsText("rack-09-tray-03");
            assertThat(window.page().locator(".tile").nth(4)).containsText("214");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    void linkThatGoesDownIsMarkedInTheOpenMatrix() {
        try (Browser.Window window = open(Browser.Look.LIGHT, "/#/racks/rack-05")) {
            assertThat(window.page().locator(".matrix .link-A")).hasCount(72 * 18);

            fabric.link("rack-05", 3, 2, 7, 'I');

            assertThat(window.page().locator(".matrix .link-I")).hasCount(1);
            assertThat(window.page().locator(".matrix .link-mark")).hasText("✕");
        }
    }

    @Test
    void keyboardAloneOpensARackAndComesBack() {
        try (Browser.Window window = open(Browser.Look.LIGHT, "/#/fleet")) {
            Page page = window.page();
            Locator cursor = page.locator(".cursor");
            tabTo(page, ".cursor");
            page.keyboard().press("ArrowRight");
            page.keyboard().press("ArrowRight");
            assertThat(cursor).hasAttribute("href", "#/racks/rack-03");
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("rack-03");
            tabTo(page, ".tray.selected");
            page.keyboard().press("ArrowDown");
            assertThat(page.locator("#tray")).containsText("rack-03-tray-16");
            page.keyboard().press("]");
            assertThat(page.locator("h1")).hasText("rack-04");
            page.keyboard().press("Escape");
            assertThat(page.locator("h1")).hasText("Fleet");
            page.keyboard().press("t");
            assertThat(page.locator("tbody tr")).hasCount(12);
        }
    }

    @Test
    void keyboardAloneMakesAndDeletesAComputeDomain() {
        try (Browser.Window window = open(Browser.Look.DARK, "/#/fleet")) {
            Page page = window.page();
            page.keyboard().type("gc");
            assertThat(page.locator("h1")).hasText("ComputeDomains");
            page.keyboard().press("n");
            assertThat(page.locator("dialog h2")).hasText("New ComputeDomain");
            page.keyboard().type("by-hand");
            page.keyboard().press("Tab");
            page.keyboard().type("8");
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("by-hand");
            assertThat(page.locator("main tbody tr")).hasCount(8);

            tabTo(page, ".head-actions .danger");
            page.keyboard().press("Enter");
            assertThat(page.locator("dialog [type=submit]")).isDisabled();
            page.keyboard().type("by-hand");
            page.keyboard().press("Enter");
            assertThat(page.locator("main")).containsText("There is no ComputeDomain by-hand.");
        }
    }

    @Test
    void refusedFieldIsNamedBesideIt() {
        try (Browser.Window window = open(Browser.Look.LIGHT, "/#/compute-domains")) {
            Page page = window.page();
            page.keyboard().press("n");
            page.locator("#create-name").fill("big");
            page.locator("#create-gpusPerNode").fill("9");
            page.locator("dialog [type=submit]").click();

            assertThat(page.locator("#create-gpusPerNode-hint")).hasText("no node has 9 GPUs. Ask for at most 4.");
            assertThat(page.locator("#create-gpusPerNode")).hasAttribute("aria-invalid", "true");
        }
    }

    @Test
    void brokenStreamIsSaidAndResumed() {
        try (Browser.Window window = open(Browser.Look.DARK, "/#/fleet")) {
            coordinator.dropStreams(true);
            assertThat(window.page().locator(".banner")).containsText("Not connected");
            assertThat(window.page().locator("heddle-status")).containsText("Reconnecting");

            coordinator.dropStreams(false);
            fabric.pullTray("rack-11", 0);

            assertThat(window.page().locator("heddle-status")).containsText("Live");
            assertThat(window.page().locator(".banner")).hasCount(0);
            assertThat(window.page().locator(".rail .feed li").first()).containsText("rack-11-tray-00");
        }
    }

    @Test
    void standbyAndSafeModeAreSaid() {
        try (Browser.Window window = open(Browser.Look.LIGHT, "/#/control-plane")) {
            fabric.role(
                    "standby",
                    List.of(Json.object(
                            "unit",
                            "unit-7",
                            "rack",
                            "rack-07",
                            "reason",
                            "NodesNotHeard",
                            "nodesHeard",
                            11,
                            "nodes",
                            18,
                            "waitsFor",
                            List.of("rack-07-tray-03"),
                            "exit",
                            "These nodes are granted nothing until their agents have reported.")));

            assertThat(window.page().locator("heddle-banner")).containsText("This replica is a standby.");
            assertThat(window.page().locator("heddle-banner")).containsText("Safe mode: 1 ledger unit");
            assertThat(window.page().locator("main")).containsText("11 of 18");
        }
    }

    /** Opens a screen and waits until it shows an image. */
    private Browser.Window open(Browser.Look look, String path) {
        Browser.Window window = browser.open(look, coordinator.address(), path);
        assertThat(window.page().locator(".connection.ok")).hasCount(1);
        assertThat(window.page().locator("heddle-status .facts")).hasCount(1);
        return window;
    }

    /** Presses Tab until the focus is there. */
    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < 60; i++) {
            page.keyboard().press("Tab");
            if ((boolean) page.evaluate("s => document.activeElement?.matches(s) ?? false", selector)) {
                return;
            }
        }
        throw new AssertionError("Tab does not reach " + selector);
    }
}
