package dev.heddle.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link RequiresComponent}. */
final class RequiresComponentCondition implements ExecutionCondition {

    private final Predicate<Component> present;
    private final boolean allRequired;
    private final Path skippedList;

    RequiresComponentCondition() {
        this(
                Component::isPresent,
                System.getProperty("heddle.require", "").equals("all"),
                RepositoryRoot.path().resolve("target").resolve("skipped-components.txt"));
    }

    RequiresComponentCondition(Predicate<Component> present, boolean allRequired, Path skippedList) {
        this.present = present;
        this.allRequired = allRequired;
        this.skippedList = skippedList;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), RequiresComponent.class)
                .map(required -> evaluate(required.value()))
                .orElseGet(() -> ConditionEvaluationResult.enabled("needs no component"));
    }

    ConditionEvaluationResult evaluate(Component... required) {
        List<String> absences = Arrays.stream(required)
                .filter(present.negate())
                .map(Component::absence)
                .toList();
        if (absences.isEmpty()) {
            return ConditionEvaluationResult.enabled("every needed component is present");
        }
        String reason = String.join("; ", absences);
        if (allRequired) {
            throw new ExtensionConfigurationException(reason);
        }
        record(absences);
        return ConditionEvaluationResult.disabled(reason);
    }

    /** One write, appended: lines of test JVMs that run side by side stay whole. */
    private void record(List<String> absences) {
        String lines = absences.stream().map(line -> line + "\n").collect(Collectors.joining());
        try {
            Files.createDirectories(skippedList.getParent());
            Files.writeString(skippedList, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
