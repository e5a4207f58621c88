package dev.heddle.agent.testkit;

import dev.heddle.agent.probe.HardwareProbe;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeReport;
import java.io.IOException;

/** Hardware that is what it is told to be. */
public final class FakeProbe implements HardwareProbe {

    private volatile BootId boot;
    private volatile NodeReport report;
    private volatile boolean silent;
    private volatile Runnable wake = () -> {};

    /** Hardware in this state. */
    public FakeProbe(BootId boot, NodeReport report) {
        this.boot = boot;
        this.report = report;
    }

    @Override
    public BootId bootId() {
        return boot;
    }

    @Override
    public NodeReport observe() throws IOException {
        if (silent) {
            throw new IOException("the driver does not answer");
        }
        return report;
    }

    @Override
    public void onChange(Runnable listener) {
        wake = listener;
    }

    /** It changes, and says so. */
    public void become(NodeReport other) {
        report = other;
        wake.run();
    }

    /** Reads fail, or no longer. */
    public void silent(boolean now) {
        silent = now;
        wake.run();
    }

    /** Something changed that no report shows. */
    public void stir() {
        wake.run();
    }

    /** The node was started again. */
    public void reboot(BootId other) {
        boot = other;
    }
}
