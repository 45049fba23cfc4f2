package dev.candor.sequencer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls between the features; each feature's package-info.java says the same in words. */
class WallsTest {
    private static final String ROOT = "dev.candor.sequencer";

    /** Feature → the features whose public types it may use. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("rollup", Set.of()),
            Map.entry("signing", Set.of("rollup")),
            Map.entry("l1", Set.of("rollup")),
            Map.entry("arrivals", Set.of("rollup", "signing")),
            Map.entry("batches", Set.of("rollup", "l1", "arrivals")),
            Map.entry("execution", Set.of("rollup", "batches")),
            Map.entry("rollback", Set.of("rollup", "l1", "batches")),
            Map.entry("witness", Set.of("rollup", "batches", "execution")),
            Map.entry("ordering", Set.of("rollup", "signing", "l1", "arrivals", "batches", "execution", "rollback")),
            Map.entry("settlement", Set.of("rollup", "signing", "l1", "arrivals", "batches", "execution", "rollback")),
            Map.entry("rpc", Set.of("rollup")),
            Map.entry(
                    "intake",
                    Set.of("rollup", "rpc", "signing", "l1", "arrivals", "batches", "execution", "settlement")),
            Map.entry(
                    "query",
                    Set.of(
                            "rollup",
                            "rpc",
                            "signing",
                            "l1",
                            "arrivals",
                            "batches",
                            "execution",
                            "witness",
                            "settlement",
                            "rollback",
                            "intake",
                            "ordering")));

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
                .allowEmptyShould(true)
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
                .dependOnClassesThat(
                        new com.tngtech.archunit.base.DescribedPredicate<JavaClass>("belong to another service") {
                            @Override
                            public boolean test(JavaClass type) {
                                return Stream.of("audit", "dispute", "governance", "witness", "devnet")
                                        .anyMatch(other -> type.getPackageName().startsWith("dev.candor." + other));
                            }
                        })
                .because("services meet through Kafka, L1 and spec/ only; share bytes on the wire through protocol/.")
                .check(product);
    }
}
