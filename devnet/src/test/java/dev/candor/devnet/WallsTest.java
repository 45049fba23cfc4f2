package dev.candor.devnet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the package-info.java files say in words. */
class WallsTest {

    private final JavaClasses product = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.candor.devnet");

    @Test
    void talksToTheServiceAsItsUsersDo() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.candor.sequencer..", "org.springframework..")
                .because("the service runs as a process of its own. Ask it over HTTP.")
                .check(product);
    }

    @Test
    void theDemoStartsNothing() {
        noClasses()
                .that()
                .resideInAPackage("..demo..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        ".*\\.(Devnet|DevnetServers|SequencerProcess|AuditProcess|WitnessProcess|ServiceProcess|AuditOfDevnet|ServerProcess|Anvil|Geth|Local[A-Z].*)")
                .because("it must run against any network that a devnet.json describes.")
                .check(product);
    }
}
