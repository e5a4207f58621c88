package dev.heddle.coordinator.api;

import dev.heddle.coordinator.api.view.FabricViews;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.port.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Who leads, and what an operator should know whatever the image. */
@Component
class ControlPlane {

    private final Engine engine;
    private final ObjectProvider<Leadership> leadership;
    private final List<String> warnings;

    ControlPlane(Engine engine, ObjectProvider<Leadership> leadership, Environment environment) {
        this.engine = engine;
        this.leadership = leadership;
        this.warnings = BindGuard.insecure(environment) ? List.of(BindGuard.WARNING) : List.of();
    }

    /** Whether this replica leads. */
    boolean leading() {
        return engine.status().leading();
    }

    FabricViews.Control now() {
        Engine.Status status = engine.status();
        return new FabricViews.Control(status, view(status), warnings);
    }

    /** Who leads as far as is known. */
    Leadership.View leader() {
        return view(engine.status());
    }

    private Leadership.View view(Engine.Status status) {
        Leadership port = leadership.getIfAvailable();
        if (port != null) {
            return port.view();
        }
        Optional<String> self = status.leading() ? Optional.of(status.replica()) : Optional.empty();
        return new Leadership.View(self, Optional.empty(), status.epoch(), Duration.ZERO);
    }
}
