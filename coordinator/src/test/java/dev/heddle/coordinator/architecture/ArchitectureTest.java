package dev.heddle.coordinator.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use what in the coordinator. */
class ArchitectureTest {

    private static final String ROOT = "dev.heddle.coordinator.";

    /** What pure code may use besides itself. */
    private static final List<String> PLAIN = List.of(
            "java.lang",
            "java.lang.annotation",
            "java.lang.invoke",
            "java.lang.runtime",
            "java.util",
            "java.util.function",
            "java.util.stream",
            "java.util.regex",
            "java.time",
            "org.jspecify.annotations",
            "dev.heddle.contract.model");

    private static final List<String> PURE_DOWNWARDS = List.of("topology", "health", "placement", "allocation");

    private static final List<String> ADAPTERS =
            List.of("lifecycle", "ledger", "leadership", "replication", "agents", "kubernetes", "api", "dashboard");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.heddle.coordinator");

    @ParameterizedTest
    @ValueSource(strings = {"topology", "health", "placement", "allocation"})
    void purePackagesUseOnlyPlainJavaTheModelAndOneAnotherDownwards(String pure) {
        List<String> allowed = new ArrayList<>(PLAIN);
        for (String below : PURE_DOWNWARDS.subList(0, PURE_DOWNWARDS.indexOf(pure) + 1)) {
            allowed.add(ROOT + below);
        }
        classes()
                .that()
                .resideInAPackage(ROOT + pure + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)))
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "java.time.Instant, now",
        "java.time.Clock, systemUTC",
        "java.lang.System, currentTimeMillis",
        "java.lang.System, nanoTime",
        "java.lang.System, getenv",
        "java.lang.System, getProperty",
        "java.lang.System, getLogger",
        "java.lang.Math, random",
        "java.util.UUID, randomUUID",
        "java.lang.Thread, sleep",
    })
    void pureCodeAsksForNoTimeChanceOrIdentity(String owner, String method) throws ClassNotFoundException {
        noClasses()
                .that(resideInAnyPackage(pure()))
                .should()
                .callMethod(Class.forName(owner), method)
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Thread",
                "java.util.Random",
                "java.util.Timer",
                "java.util.ResourceBundle",
                "java.util.Scanner",
            })
    void pureCodeHasNoThreadsRandomnessOrInput(String type) {
        noClasses()
                .that(resideInAnyPackage(pure()))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(type)
                .check(CLASSES);
    }

    @Test
    void adaptersDoNotKnowOneAnother() {
        for (String adapter : ADAPTERS) {
            String[] others = ADAPTERS.stream()
                    .filter(other -> !other.equals(adapter))
                    .map(other -> ROOT + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + adapter + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "com.hazelcast.., replication",
        "org.springframework.statemachine.., lifecycle",
        "io.fabric8.., kubernetes",
    })
    void aVendorLibraryIsKnownToOneAdapterAlone(String library, String adapter) {
        noClasses()
                .that(not(resideInAPackage(ROOT + adapter + "..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    /** Its wiring, which names beans, may use Spring's annotations; what runs may not. */
    @Test
    void theEngineUsesNoVendorLibrary() {
        String[] allowed = Stream.concat(
                        Stream.of("java..", "org.jspecify.annotations", "dev.heddle.contract.model", ROOT + "engine.."),
                        PURE_DOWNWARDS.stream().map(pure -> ROOT + pure))
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(ROOT + "engine..")
                .and()
                .haveSimpleNameNotEndingWith("Configuration")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed))
                .check(CLASSES);
    }

    @Test
    void theEngineKnowsNoAdapter() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ADAPTERS.stream().map(adapter -> ROOT + adapter + "..").toArray(String[]::new))
                .check(CLASSES);
    }

    private static String[] pure() {
        return PURE_DOWNWARDS.stream().map(pure -> ROOT + pure + "..").toArray(String[]::new);
    }
}
