package dev.heddle.sim.chaos;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;

/** A process in a container, a new one at each start. */
final class ContainerDaemon implements Daemon {

    private static final long MAX_END_SECONDS = 20;

    private final Host host;
    private final DockerClient docker;
    private final Source source;
    private boolean wanted;
    private @Nullable GenericContainer<?> container;

    /** Makes containers. */
    interface Source {
        GenericContainer<?> create() throws IOException;
    }

    ContainerDaemon(Host host, DockerClient docker, Source source) {
        this.host = host;
        this.docker = docker;
        this.source = source;
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public synchronized void start() throws IOException {
        wanted = true;
        if (alive()) {
            return;
        }
        remove();
        GenericContainer<?> created = source.create();
        container = created;
        try {
            created.start();
        } catch (ContainerLaunchException e) {
            throw new IOException(host + " cannot be started", e);
        }
    }

    @Override
    public synchronized boolean alive() {
        return state().map(ContainerState::getRunning).orElse(false);
    }

    private Optional<ContainerState> state() {
        GenericContainer<?> now = container;
        if (now == null || now.getContainerId() == null) {
            return Optional.empty();
        }
        return Optional.of(now.getCurrentContainerInfo().getState());
    }

    @Override
    public synchronized boolean died() {
        return wanted && !alive();
    }

    @Override
    public synchronized int exitCode() {
        return state().filter(state -> !Objects.requireNonNull(state.getRunning()))
                .map(ContainerState::getExitCodeLong)
                .map(Long::intValue)
                .orElse(-1);
    }

    @Override
    public synchronized void kill() {
        wanted = false;
        remove();
    }

    private void remove() {
        GenericContainer<?> now = container;
        container = null;
        if (now != null) {
            now.stop();
        }
    }

    @Override
    public synchronized void terminate(String signal) {
        wanted = false;
        whileItRuns(id -> {
            docker.killContainerCmd(id).withSignal(signal).exec();
            docker.waitContainerCmd(id)
                    .exec(new WaitContainerResultCallback())
                    .awaitStatusCode(MAX_END_SECONDS, TimeUnit.SECONDS);
        });
        remove();
    }

    @Override
    public synchronized void pause() {
        whileItRuns(id -> docker.pauseContainerCmd(id).exec());
    }

    @Override
    public synchronized void resume() {
        whileItRuns(id -> docker.unpauseContainerCmd(id).exec());
    }

    /** It may end at any moment, which is then nobody's fault. */
    private void whileItRuns(Consumer<String> step) {
        GenericContainer<?> now = container;
        if (now == null || !alive()) {
            return;
        }
        try {
            step.accept(now.getContainerId());
        } catch (DockerException | DockerClientException e) {
            if (alive()) {
                throw e;
            }
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
