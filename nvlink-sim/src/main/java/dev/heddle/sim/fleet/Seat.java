package dev.heddle.sim.fleet;

import dev.heddle.agent.AgentRuntime;
import dev.heddle.agent.AgentSettings;
import dev.heddle.agent.AgentStatus;
import dev.heddle.agent.NodeAgent;
import dev.heddle.agent.connect.CoordinatorLink;
import dev.heddle.agent.observe.LinkThresholds;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.node.NodeFolders;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The place of one agent: starts it, kills it and starts it anew as its machine lives. */
final class Seat {

    private static final Logger LOG = LoggerFactory.getLogger(Seat.class);

    private final Machine machine;
    private final FleetSettings settings;
    private final CoordinatorLink link;
    private final AgentRuntime runtime;
    private final NodeFolders folders;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;
    private volatile @Nullable Running running;

    Seat(Machine machine, FleetSettings settings, CoordinatorLink link, AgentRuntime runtime) {
        this.machine = machine;
        this.settings = settings;
        this.link = link;
        this.runtime = runtime;
        this.folders = NodeFolders.of(settings.agents(), machine.node());
    }

    /**
     * Brings the agent in line with its machine.
     *
     * @return whether it is; if not, it is worth another try
     */
    boolean settle() {
        lock.lock();
        try {
            if (closed) {
                return true;
            }
            Running old = running;
            if (old != null && !(machine.agentRuns() && machine.boot().equals(old.boot()))) {
                old.kill();
                running = null;
            }
            if (!machine.powered()) {
                folders.powerOff();
            } else if (running == null && machine.agentRuns()) {
                running = start();
            }
            return true;
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("node", machine.node()).log("The agent cannot be started: {}", e.toString());
            return false;
        } finally {
            lock.unlock();
        }
    }

    private Running start() throws IOException {
        BootId boot = machine.boot();
        folders.boot(boot);
        Machine.Parts parts = machine.parts();
        AgentSettings agentSettings = new AgentSettings(
                machine.node(),
                settings.agentVersion(),
                machine.address(),
                folders.state(),
                folders.deviceRoot(),
                folders.cdiRoot(),
                settings.pollInterval(),
                LinkThresholds.DEFAULT);
        NodeAgent agent = new NodeAgent(agentSettings, parts.probe(), parts.platform(), link, runtime);
        Running started = new Running(agent, parts, boot);
        try {
            agent.start();
            return started;
        } catch (IOException | RuntimeException e) {
            started.kill();
            throw e;
        }
    }

    NodeName node() {
        return machine.node();
    }

    NodeFolders folders() {
        return folders;
    }

    /** The running agent's status, empty while none runs. */
    Optional<AgentStatus> status() {
        Running now = running;
        return now == null ? Optional.empty() : Optional.of(now.agent().status());
    }

    /** Ends the agent cleanly; none is started any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            Running last = running;
            running = null;
            if (last != null) {
                last.agent().close();
                last.parts().probe().close();
            }
        } finally {
            lock.unlock();
        }
    }

    private record Running(NodeAgent agent, Machine.Parts parts, BootId boot) {
        void kill() {
            agent.kill();
            parts.probe().close();
        }
    }
}
