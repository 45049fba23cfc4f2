package dev.candor.dispute;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls between the features; each feature's package-info.java says the same in words. */
class WallsTest {
    private static final String ROOT = "dev.candor.dispute";

    /** Feature → the features whose public types it may use. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "rollup", Set.of(),
            "catalogue", Set.of("rollup"),
            "calls", Set.of("rollup"),
            "courtlog", Set.of("rollup"),
            "filing", Set.of("rollup", "calls", "courtlog"),
            "driver", Set.of("rollup", "calls", "courtlog", "filing"),
            "casefile", Set.of("rollup", "calls", "courtlog", "filing"));

    private static JavaClasses product;

    @BeforeAll
    static void read() {
        product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    static Set<String> features() {
        return ALLOWED.keySet();
    }

    @ParameterizedTest
    @MethodSource("features")
    void usesOnlyTheFeaturesItMay(String feature) {
        Set<String> allowed = ALLOWED.getOrDefault(feature, Set.of());
        String[] forbidden = ALLOWED.keySet().stream()
                .filter(other -> !other.equals(feature) && !allowed.contains(other))
                .map(other -> ROOT + "." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + feature + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .because(
                        ("feature '%s' may use %s only. Move the code to the feature it belongs to, or ask for what it needs "
                                        + "through an interface of its own; widen the table in WallsTest only with a reason.")
                                .formatted(feature, allowed))
                .check(product);
    }

    @Test
    void everyClassBelongsToAKnownFeature() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".*..")
                .should()
                .resideInAnyPackage(ALLOWED.keySet().stream()
                        .map(feature -> ROOT + "." + feature + "..")
                        .toArray(String[]::new))
                .because("a new feature is entered in WallsTest together with the features it may use.")
                .check(product);
    }

    @Test
    void featuresHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(product);
    }

    @Test
    void dependsOnNoOtherService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.candor.sequencer..",
                        "dev.candor.audit..",
                        "dev.candor.witness..",
                        "dev.candor.governance..",
                        "dev.candor.devnet..")
                .because("services share bytes through spec/ and the shared modules, never code of each other.")
                .check(product);
    }
}
