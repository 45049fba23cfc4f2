package dev.candor.l1.transactions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class WallsTest {

    @Test
    void knowsNoService() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "org.web3j..",
                        "org.springframework.jdbc..",
                        "dev.candor.l1..",
                        "dev.candor.leadership..",
                        "dev.candor.protocol..")
                .because(
                        "services share this module: what it needs of one comes in through its options or an interface of its own.")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.candor.l1.transactions"));
    }
}
