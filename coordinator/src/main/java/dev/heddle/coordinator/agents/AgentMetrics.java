package dev.heddle.coordinator.agents;

import dev.heddle.contract.proto.v1.AgentMessage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Meters of the sessions. */
final class AgentMetrics {

    private final MeterRegistry registry;
    private final Map<AgentMessage.BodyCase, Counter> messages = new EnumMap<>(AgentMessage.BodyCase.class);
    private final Map<CloseReason, Counter> rejected = new EnumMap<>(CloseReason.class);
    private final Counter paced;
    private final Counter redirected;
    private final Counter desired;
    private final Counter resyncs;

    AgentMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (AgentMessage.BodyCase kind : AgentMessage.BodyCase.values()) {
            messages.put(
                    kind, counter("heddle.agents.messages", "kind", kind.name().toLowerCase(Locale.ROOT)));
        }
        for (CloseReason reason : CloseReason.values()) {
            rejected.put(reason, counter("heddle.agents.rejected", "reason", reason.word()));
        }
        this.paced = counter("heddle.agents.rejected", "reason", "Paced");
        this.redirected = counter("heddle.agents.rejected", "reason", "Redirected");
        this.desired = Counter.builder("heddle.agents.desired")
                .description("Desired states sent to agents")
                .register(registry);
        this.resyncs = Counter.builder("heddle.agents.resyncs")
                .description("Snapshots asked of agents after a gap")
                .register(registry);
    }

    /** Shows the number of open sessions and of unfinished handshakes. */
    void show(Supplier<Number> sessions, Supplier<Number> handshakes) {
        Gauge.builder("heddle.agents.sessions", sessions)
                .description("Open sessions with node agents")
                .register(registry);
        Gauge.builder("heddle.agents.handshakes", handshakes)
                .description("Streams whose first snapshot is awaited")
                .register(registry);
    }

    void heard(AgentMessage.BodyCase kind) {
        count(messages.get(kind));
    }

    void rejected(CloseReason reason) {
        count(rejected.get(reason));
    }

    void paced() {
        paced.increment();
    }

    void redirected() {
        redirected.increment();
    }

    void desiredSent() {
        desired.increment();
    }

    void resyncAsked() {
        resyncs.increment();
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    private Counter counter(String name, String tag, String value) {
        return Counter.builder(name).tag(tag, value).register(registry);
    }
}
