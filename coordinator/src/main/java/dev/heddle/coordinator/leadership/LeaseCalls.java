package dev.heddle.coordinator.leadership;

import dev.heddle.coordinator.engine.port.Leadership.Candidate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a candidate what the state of its lease means for it. */
final class LeaseCalls {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseCalls.class);

    private final LeaseState state;
    private final Candidate candidate;

    LeaseCalls(LeaseState state, Candidate candidate) {
        this.state = state;
        this.candidate = candidate;
    }

    /** A candidate that throws does not lead, but goes on competing. */
    void make(LeaseState.Call next) {
        try {
            switch (next) {
                case LeaseState.Call.Elected(Tenure tenure) -> candidate.elected(tenure.epoch());
                case LeaseState.Call.Deposed(String reason) -> {
                    LOG.info("leads no more: {}", reason);
                    candidate.deposed(reason);
                }
                case LeaseState.Call.End _ -> {}
            }
        } catch (RuntimeException e) {
            LOG.error("the engine failed when told {}", next, e);
            if (next instanceof LeaseState.Call.Elected(Tenure tenure)) {
                state.lose(tenure, "the engine failed to start: " + e);
            }
        }
        state.called(next);
    }
}
