package dev.candor.localservers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What package-info.java says in words. */
class WallsTest {

    private final JavaClasses product = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.candor.localservers");

    @Test
    void knowsNothingOfTheProtocolTheServicesOrSpring() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.candor.protocol..", "dev.candor.sequencer..", "org.springframework..")
                .because(
                        "every module's tests stand on these servers. Give the caller's value as a plain type instead.")
                .check(product);
    }

    @Test
    void whatTheScriptRunsBeforeTheFirstBuildUsesTheJdkAlone() {
        classes()
                .that()
                .haveSimpleName("GethBinary")
                .or()
                .haveSimpleName("Executables")
                .or()
                .haveSimpleName("ServerFailure")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.candor.localservers")
                .because("./candor runs GethBinary from its source. Move what needs a library out of it.")
                .check(product);
    }
}
