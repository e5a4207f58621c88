package dev.heddle.agent.app;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a {@link ConfigurationException} as its sentence alone. */
public final class ConfigurationAnalyzer extends AbstractFailureAnalyzer<ConfigurationException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ConfigurationException cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
