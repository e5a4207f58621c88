package dev.heddle.coordinator.jdbc;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints a {@link LedgerStartException} as what it is, instead of a stack trace. */
public final class LedgerFailureAnalyzer extends AbstractFailureAnalyzer<LedgerStartException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LedgerStartException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
