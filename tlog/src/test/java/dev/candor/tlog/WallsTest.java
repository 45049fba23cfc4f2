package dev.candor.tlog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.candor.tlog", importOptions = DoNotIncludeTests.class)
class WallsTest {
    @ArchTest
    static final ArchRule NEEDS_NOTHING_BUT_THE_JDK = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.candor.tlog..", "java..", "org.jspecify.annotations")
            .because(
                    "logs, witnesses, monitors and offline verifiers carry this jar: no framework and no library in it."
                            + " Move the class to the service that needs one, and pass its answer in as a value");

    @ArchTest
    static final ArchRule NO_CLOCK_AND_NO_NETWORK = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.file..", "java.sql..", "java.util.concurrent..")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .because("everything here is a pure function: pass times, files and answers in as values");
}
