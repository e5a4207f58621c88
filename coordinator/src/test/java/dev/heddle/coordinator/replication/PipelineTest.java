package dev.heddle.coordinator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PipelineTest {

    private final Pipeline writes = new Pipeline();
    private final List<Long> ended = new ArrayList<>();

    @Test
    void whatCameOfWritesIsTakenInInTheirOrder() {
        CompletableFuture<Long> first = new CompletableFuture<>();
        CompletableFuture<Long> second = CompletableFuture.completedFuture(2L);
        writes.add(first, ended::add);
        writes.add(second, ended::add);
        assertThat(ended).isEmpty();
        first.complete(1L);

        writes.finish();

        assertThat(ended).containsExactly(1L, 2L);
    }

    @Test
    void aWriteThatFailedKeepsNoOtherBack() {
        writes.add(CompletableFuture.failedFuture(new IllegalStateException("migrating")), ended::add);
        writes.add(CompletableFuture.completedFuture(2L), ended::add);

        assertThatThrownBy(writes::finish)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("migrating");
        assertThat(ended).containsExactly(2L);
    }

    @Test
    void oneMoreThanMayBeUnderWayWaitsForTheOldest() {
        for (long i = 0; i <= Pipeline.MAX_UNDER_WAY; i++) {
            writes.add(CompletableFuture.completedFuture(i), ended::add);
        }

        assertThat(ended).containsExactly(0L);
    }
}
