package dev.heddle.coordinator.api;

import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.api.dto.FabricDto;
import dev.heddle.coordinator.api.view.FabricViews;
import dev.heddle.coordinator.api.view.Words;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.health.DomainState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** The fabric as metrics, read from the newest image when they are scraped. */
@Component
class FabricMetrics implements MeterBinder {

    private final Engine engine;
    private final Indexes indexes;
    private final ControlPlane control;

    FabricMetrics(Engine engine, Indexes indexes, ControlPlane control) {
        this.engine = engine;
        this.indexes = indexes;
        this.control = control;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (DomainState state : DomainState.values()) {
            gauge(registry, "heddle.nvlink.domains", "state", state, fabric -> fabric.nvlinkDomains());
        }
        for (Phase phase : Phase.values()) {
            gauge(registry, "heddle.compute.domains", "phase", phase, fabric -> fabric.computeDomains());
        }
        of(registry, "heddle.racks", Tags.empty(), FabricDto::racks);
        of(registry, "heddle.nodes", Tags.of("state", "known"), FabricDto::nodes);
        of(registry, "heddle.nodes", Tags.of("state", "connected"), FabricDto::nodesConnected);
        of(registry, "heddle.gpus", Tags.of("state", "known"), FabricDto::gpus);
        of(registry, "heddle.gpus", Tags.of("state", "grantable"), FabricDto::gpusGrantable);
        of(registry, "heddle.gpus", Tags.of("state", "granted"), FabricDto::gpusGranted);
        of(
                registry,
                "heddle.links",
                Tags.of("state", "active"),
                fabric -> fabric.links().active());
        of(
                registry,
                "heddle.links",
                Tags.of("state", "degraded"),
                fabric -> fabric.links().degraded());
        of(
                registry,
                "heddle.links",
                Tags.of("state", "down"),
                fabric -> fabric.links().down());
        of(
                registry,
                "heddle.links",
                Tags.of("state", "unknown"),
                fabric -> fabric.links().unknown());
        channels(registry);
        engine(registry);
    }

    private void channels(MeterRegistry registry) {
        channel(registry, "heddle.channels", Tags.of("state", "in-use"), FabricViews.Channels::inUse);
        channel(registry, "heddle.channels", Tags.of("state", "quarantined"), FabricViews.Channels::quarantined);
        channel(registry, "heddle.grants", Tags.empty(), FabricViews.Channels::grants);
        channel(registry, "heddle.units.waiting", Tags.empty(), FabricViews.Channels::safeModeUnits);
    }

    private void engine(MeterRegistry registry) {
        status(registry, "heddle.engine.queued", Engine.Status::queued);
        status(registry, "heddle.engine.in.flight", Engine.Status::inFlight);
        status(registry, "heddle.leader", status -> status.leading() ? 1 : 0);
        status(registry, "heddle.epoch", Engine.Status::epoch);
        status(registry, "heddle.image.staleness.ms", Engine.Status::stalenessMillis);
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            String tag,
            Enum<?> value,
            Function<FabricDto, java.util.Map<String, Integer>> counts) {
        String word = Words.camel(value);
        of(registry, name, Tags.of(tag, word), fabric -> counts.apply(fabric).getOrDefault(word, 0));
    }

    private void of(MeterRegistry registry, String name, Tags tags, ToDoubleFunction<FabricDto> read) {
        Gauge.builder(
                        name,
                        this,
                        metrics ->
                                read.applyAsDouble(FabricViews.fabric(metrics.indexes.newest(), metrics.control.now())))
                .tags(tags)
                .register(registry);
    }

    private void channel(MeterRegistry registry, String name, Tags tags, ToDoubleFunction<FabricViews.Channels> read) {
        Gauge.builder(name, this, metrics -> read.applyAsDouble(FabricViews.channels(metrics.indexes.newest())))
                .tags(tags)
                .register(registry);
    }

    private void status(MeterRegistry registry, String name, ToDoubleFunction<Engine.Status> read) {
        Gauge.builder(name, engine, one -> read.applyAsDouble(one.status())).register(registry);
    }
}
