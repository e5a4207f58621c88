package dev.heddle.agent.probe;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeReport;
import java.io.IOException;

/** Reads the hardware of one node. Methods may block for as long as the driver needs; calls never overlap. */
public interface HardwareProbe extends AutoCloseable {

    /** Boot id of the running operating system. */
    BootId bootId() throws IOException;

    /**
     * Looks at everything now.
     *
     * @throws IOException if the source does not answer or makes no sense; the agent keeps its last report and says so
     */
    NodeReport observe() throws IOException;

    /**
     * Calls {@code wake} whenever something may have changed, so that the agent looks at once and not only at its
     * next poll. A probe without events never calls it.
     */
    default void onChange(Runnable wake) {}

    @Override
    default void close() {}
}
