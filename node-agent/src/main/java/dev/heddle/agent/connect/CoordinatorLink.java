package dev.heddle.agent.connect;

import io.grpc.ManagedChannel;
import java.util.List;

/** The way to the coordinators, which many agents of one process may share. */
public interface CoordinatorLink {

    /** Coordinators that may be tried, at least one; read again before every attempt. */
    List<Target> targets();

    /** A new channel, which its caller shuts down. A coordinator may send agents to targets beside the listed ones. */
    ManagedChannel open(Target target);
}
