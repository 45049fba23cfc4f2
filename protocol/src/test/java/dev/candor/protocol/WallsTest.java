package dev.candor.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.candor.protocol", importOptions = DoNotIncludeTests.class)
class WallsTest {
    @ArchTest
    static final ArchRule NEEDS_NOTHING_BUT_JDK_AND_CRYPTO = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.candor.protocol..",
                    "java..",
                    "javax.crypto..",
                    "org.jspecify.annotations",
                    "org.bouncycastle..",
                    "fr.acinq.secp256k1..",
                    "supranational.blst..",
                    "com.github.luben.zstd..")
            .because("every service and every tool carries this jar: no Spring, Kafka, Jackson or web3j in it."
                    + " Move the class to the service that needs the framework, and leave the plain function here");

    @ArchTest
    static final ArchRule NATIVE_LIBRARIES_STAY_IN_THEIR_ROOM = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.candor.protocol.signing", "dev.candor.protocol.beacon", "dev.candor.protocol.data")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("fr.acinq.secp256k1..", "supranational.blst..", "com.github.luben.zstd..")
            .because("one package each wraps a native library and answers for its failures:"
                    + " call Secp256k1, BeaconVerifier or BatchData instead");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("dev.candor.protocol.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a package can be understood by reading it and those below it:"
                    + " move the shared type to the lower package, or the using code to the higher");

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
