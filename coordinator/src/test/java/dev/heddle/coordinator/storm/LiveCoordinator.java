package dev.heddle.coordinator.storm;

import dev.heddle.contract.model.Stamp;
import dev.heddle.coordinator.CoordinatorApplication;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.NodeObservation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/** The coordinator as people run it, in this process, on a ledger in a folder. */
final class LiveCoordinator implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Engine engine;
    private final int port;

    private LiveCoordinator(ConfigurableApplicationContext context, int port) {
        this.context = context;
        this.engine = context.getBean(Engine.class);
        this.port = port;
    }

    /** The coordinator's application, without what tests have beside it on their class path. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan(
            basePackageClasses = CoordinatorApplication.class,
            excludeFilters = {
                @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = CoordinatorApplication.class),
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test|IT|E2E|LiveCoordinator)\\$.*")
            })
    static class Application {}

    static LiveCoordinator start(Path folder) throws IOException {
        int port = freePort();
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .run(
                        "--server.port=0",
                        "--spring.grpc.server.port=" + port,
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn",
                        "--heddle.ledger.data=" + folder.resolve("ledger"));
        return new LiveCoordinator(context, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int agentPort() {
        return port;
    }

    int restPort() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    Engine engine() {
        return engine;
    }

    /** Nodes that take something now: adopted, connected, and under this leader's orders. */
    int openNodes() {
        return (int) engine.image().rooms().stream()
                .filter(room -> room.barred().isEmpty())
                .flatMap(room -> room.nodes().stream())
                .filter(node -> node.closed().isEmpty())
                .count();
    }

    /** Nodes whose agents have said in this session that they follow the newest order. */
    int reconciledNodes() {
        Image image = engine.image();
        int reconciled = 0;
        for (UnitState unit : image.units().values()) {
            for (UnitNode node : unit.unit().nodes().values()) {
                Stamp newest = new Stamp(image.version().epoch(), node.generation());
                boolean follows = unit.view(node.name())
                        .map(NodeView::observation)
                        .filter(NodeObservation::connected)
                        .flatMap(NodeObservation::applied)
                        .filter(applied -> applied.stamp().equals(newest))
                        .isPresent();
                reconciled += follows ? 1 : 0;
            }
        }
        return reconciled;
    }

    /** Nodes whose agents the image takes to be connected. */
    int connectedNodes() {
        int connected = 0;
        for (var unit : engine.image().units().values()) {
            for (var view : unit.views().values()) {
                connected += view.observation().connected() ? 1 : 0;
            }
        }
        return connected;
    }

    /** Bytes of the heap in use after a collection. Collections are kept apart, or their pauses would cost the lease. */
    static long heap() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            TimeUnit.SECONDS.sleep(2);
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() {
        context.close();
    }
}
