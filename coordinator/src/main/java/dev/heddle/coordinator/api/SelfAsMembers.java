package dev.heddle.coordinator.api;

import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.port.Members;
import dev.heddle.coordinator.health.NodeView;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.Environment;

/** The only replica there is. */
class SelfAsMembers implements Members {

    private final Engine engine;
    private final Environment environment;

    SelfAsMembers(Engine engine, Environment environment) {
        this.engine = engine;
        this.environment = environment;
    }

    @Override
    public List<Replica> replicas() {
        Engine.Status status = engine.status();
        Image image = engine.image();
        return List.of(new Replica(
                status.replica(),
                status.leading(),
                address("server.address", "local.server.port", "server.port").map(address -> scheme() + address),
                address("spring.grpc.server.address", "local.grpc.server.port", "spring.grpc.server.port"),
                status.epoch(),
                image.version(),
                sessions(image, status.replica()),
                status.stalenessMillis(),
                true));
    }

    private String scheme() {
        return environment.containsProperty("server.ssl.bundle") ? "https://" : "http://";
    }

    private Optional<String> address(String host, String bound, String configured) {
        return Optional.ofNullable(environment.getProperty(bound))
                .or(() -> Optional.ofNullable(environment.getProperty(configured)))
                .map(port -> environment.getProperty(host, "127.0.0.1") + ":" + port);
    }

    private static int sessions(Image image, String replica) {
        int sessions = 0;
        for (UnitState unit : image.units().values()) {
            for (NodeView view : unit.views().values()) {
                sessions += open(view, replica) ? 1 : 0;
            }
        }
        for (NodeView view : image.strangers().values()) {
            sessions += open(view, replica) ? 1 : 0;
        }
        return sessions;
    }

    private static boolean open(NodeView view, String replica) {
        return view.observation().connected() && view.observation().replica().equals(replica);
    }
}
