package dev.heddle.coordinator.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import dev.heddle.testing.Component;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The machine's Chromium, driven without a download. */
final class Browser implements AutoCloseable {

    static final int WIDTH = 1440;
    static final int HEIGHT = 900;
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    Browser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Component.chromium().orElseThrow())
                        .setArgs(ARGUMENTS));
    }

    /** Opens an address in a browser window of its own. */
    Window open(Look look, String origin, String path) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(WIDTH, HEIGHT)
                .setColorScheme(look == Look.DARK ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setForcedColors(look == Look.FORCED_COLORS ? ForcedColors.ACTIVE : ForcedColors.NONE)
                .setReducedMotion(ReducedMotion.REDUCE));
        Page page = context.newPage();
        List<String> problems = new CopyOnWriteArrayList<>();
        page.onConsoleMessage(message -> {
            if (!message.type().equals("log")) {
                problems.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(problems::add);
        page.onRequest(request -> {
            if (!request.url().startsWith(origin + "/") && !request.url().startsWith("data:")) {
                problems.add("asked another origin: " + request.url());
            }
        });
        page.navigate(origin + path);
        return new Window(context, page, problems);
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    /** How the browser is set up. */
    enum Look {
        LIGHT,
        DARK,
        FORCED_COLORS
    }

    /** A window with its page; problems are console messages, errors and requests to other origins. */
    record Window(BrowserContext context, Page page, List<String> problems) implements AutoCloseable {

        /** Goes to a screen by its address and waits until it shows this text. */
        void show(String origin, String address, String text) {
            page.navigate(origin + "/" + address);
            assertThat(page.locator("main > [data-address=\"" + address + "\"]"))
                    .containsText(text);
        }

        /** What axe has against the page as it is now, one line for each rule. */
        List<String> violations() {
            return new AxeBuilder(page)
                    .setLegacyMode(true).analyze().getViolations().stream()
                            .map(rule -> rule.getId() + " at "
                                    + rule.getNodes().stream()
                                            .map(CheckedNode::getHtml)
                                            .toList())
                            .toList();
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
