package dev.heddle.agent.connect;

import dev.heddle.agent.apply.AppliedState;
import dev.heddle.contract.model.NodeReport;
import java.util.Optional;

/** What an agent has to say: the newest report and the newest applied state, nothing older. */
public final class Outbox {

    private volatile Optional<NodeReport> report = Optional.empty();
    private volatile Optional<AppliedState> applied = Optional.empty();

    /** A newer report replaces the last. */
    public void report(NodeReport newer) {
        report = Optional.of(newer);
    }

    /** A newer applied state replaces the last. */
    public void applied(AppliedState newer) {
        applied = Optional.of(newer);
    }

    /** The newest report. */
    public Optional<NodeReport> report() {
        return report;
    }

    /** The newest applied state. */
    public Optional<AppliedState> applied() {
        return applied;
    }
}
