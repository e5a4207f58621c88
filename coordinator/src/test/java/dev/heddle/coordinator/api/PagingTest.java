package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.FakeFleet;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.api.dto.Page;
import dev.heddle.coordinator.api.view.FabricIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists page by page: every page of a list is of one image. */
class PagingTest extends ApiTest {

    @Test
    void laterPagesShowTheImageThatTheFirstOneShowed() {
        FakeFleet fleet = fleet(2, 4);
        Answer first = get("/api/v1/nodes?limit=3");
        assertThat(first.json().path("total").asInt()).isEqualTo(8);
        String version = first.json().path("image").asString();
        fleet.node(2, 3).connected = false;
        fleet.converge();
        assertThat(engine.image().version().toString()).isNotEqualTo(version);
        List<String> names = new ArrayList<>();
        boolean anySilent = false;
        Answer page = first;
        while (true) {
            assertThat(page.json().path("image").asString()).isEqualTo(version);
            assertThat(page.header("Heddle-Image")).isEqualTo(version);
            for (JsonNode node : page.json().path("items")) {
                names.add(node.path("name").asString());
                anySilent |= !node.path("connected").asBoolean();
            }
            String next = page.json().path("nextPage").asString("");
            if (next.isEmpty()) {
                break;
            }
            page = get("/api/v1/nodes?limit=3&page=" + next);
        }
        assertThat(names).hasSize(8).doesNotHaveDuplicates().isSorted();
        assertThat(anySilent).isFalse();
        assertThat(get("/api/v1/nodes?state=disconnected").json().path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void tokenOfAnotherListOrFilterIsRefused() {
        fleet(2, 4);
        String token = get("/api/v1/nodes?limit=3").json().path("nextPage").asString();
        assertProblem(get("/api/v1/gpus?page=" + token), 400, "InvalidParameter");
        assertProblem(get("/api/v1/nodes?rack=rack-01&page=" + token), 400, "InvalidParameter");
    }

    @Test
    void listWhoseImageIsNoLongerKeptMustBeBegunAgain() {
        FakeFleet fleet = fleet(1, 4);
        String token = get("/api/v1/nodes?limit=3").json().path("nextPage").asString();
        for (int i = 0; i <= Pages.MAX_PINNED; i++) {
            fleet.report(fleet.node(1, 0));
            assertThat(get("/api/v1/nodes?limit=3").status()).isEqualTo(200);
        }
        assertProblem(get("/api/v1/nodes?limit=3&page=" + token), 410, "PageExpired");
    }

    @Test
    void imagesAreForgottenAfterAMinute() {
        AtomicLong nanos = new AtomicLong();
        Pages pages = new Pages(nanos::get);
        ImageVersion version = new ImageVersion(1, 7);
        FabricIndex index = FabricIndex.of(Image.empty(new ClusterId("c")).at(version));
        Page<String> page = pages.page(new Reading(index, 0, 1, "list"), window -> {
            window.offer(() -> "a");
            window.offer(() -> "b");
        });
        assertThat(page.items()).containsExactly("a");
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.nextPage()).isNotNull();
        assertThat(pages.pinned(version)).isPresent();
        nanos.addAndGet(Pages.KEPT.toNanos() + 1);
        assertThat(pages.pinned(version)).isEmpty();
    }

    @Test
    void tokensThatNobodyGaveOutAreRefused() {
        assertThat(PageToken.decode("")).isEmpty();
        assertThat(PageToken.decode("????")).isEmpty();
        assertThat(PageToken.decode("A".repeat(200))).isEmpty();
        PageToken token = PageToken.of(new ImageVersion(3, 120), 500, "/api/v1/gpus?");
        assertThat(PageToken.decode(token.encoded())).contains(token);
        assertThat(token.fits("/api/v1/gpus?")).isTrue();
        assertThat(token.fits("/api/v1/nodes?")).isFalse();
    }
}
