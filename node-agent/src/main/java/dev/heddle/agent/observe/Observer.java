package dev.heddle.agent.observe;

import dev.heddle.agent.probe.HardwareProbe;
import dev.heddle.contract.model.Fabric;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.RecoveryAction;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the hardware and keeps the newest report. While the probe does not answer, the last report stands for
 * {@value #MAX_FAILED_LOOKS} looks; then everything that can change becomes unknown, because unknown is not healthy.
 * {@link #look} is not for several threads at once; reading is.
 */
public final class Observer {

    /** Looks that may fail in a row before the last report is no longer believed. */
    static final int MAX_FAILED_LOOKS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

    private final HardwareProbe probe;
    private final LinkHysteresis hysteresis;
    private final LongSupplier nanoTime;
    private final Consumer<NodeReport> listener;

    private LinkHysteresis.State state = LinkHysteresis.State.NONE;
    private int failedLooks;
    private volatile Optional<NodeReport> latest = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();

    /**
     * @param probe the hardware
     * @param hysteresis judges links
     * @param nanoTime monotonic clock
     * @param listener hears every report that differs from the one before; must return soon
     */
    public Observer(
            HardwareProbe probe, LinkHysteresis hysteresis, LongSupplier nanoTime, Consumer<NodeReport> listener) {
        this.probe = probe;
        this.hysteresis = hysteresis;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /** Looks once. */
    public void look() {
        try {
            LinkHysteresis.Step step = hysteresis.step(state, probe.observe(), nanoTime.getAsLong());
            state = step.state();
            failedLooks = 0;
            problem = Optional.empty();
            show(step.report());
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException e) {
        if (failedLooks == 0) {
            LOG.atWarn().log("The hardware cannot be read: {}", e.toString());
        }
        failedLooks = Math.min(failedLooks + 1, MAX_FAILED_LOOKS);
        problem = Optional.of(String.valueOf(e.getMessage()));
        if (failedLooks == MAX_FAILED_LOOKS) {
            latest.map(Observer::unknown).ifPresent(this::show);
        }
    }

    private void show(NodeReport report) {
        if (latest.filter(report::equals).isEmpty()) {
            latest = Optional.of(report);
            listener.accept(report);
        }
    }

    private static NodeReport unknown(NodeReport report) {
        List<Gpu> gpus = report.gpus().stream().map(Observer::unknown).toList();
        return new NodeReport(report.node(), gpus, Imex.UNKNOWN);
    }

    private static Gpu unknown(Gpu gpu) {
        return new Gpu(
                gpu.uuid(),
                gpu.index(),
                gpu.minor(),
                gpu.pciBusId(),
                gpu.name(),
                gpu.serial(),
                gpu.memoryBytes(),
                gpu.platform(),
                Fabric.UNKNOWN,
                List.of(),
                RecoveryAction.UNKNOWN,
                gpu.lost(),
                gpu.vbios(),
                gpu.deviceId());
    }

    /** The newest report, empty before the first. */
    public Optional<NodeReport> latest() {
        return latest;
    }

    /** Why the last look failed, if it did. */
    public Optional<String> problem() {
        return problem;
    }
}
