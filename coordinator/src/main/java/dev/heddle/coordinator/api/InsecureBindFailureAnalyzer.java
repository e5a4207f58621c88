package dev.heddle.coordinator.api;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do about {@link BindGuard.InsecureBindException}. */
class InsecureBindFailureAnalyzer extends AbstractFailureAnalyzer<BindGuard.InsecureBindException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BindGuard.InsecureBindException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Set what is missing, bind to 127.0.0.1, or accept the risk with heddle.insecure=true.",
                cause);
    }
}
