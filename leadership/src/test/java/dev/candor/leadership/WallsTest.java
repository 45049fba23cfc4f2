package dev.candor.leadership;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class WallsTest {

    @Test
    void knowsNoService() {
        noClasses()
                .should()
                .dependOnClassesThat(new DescribedPredicate<JavaClass>("are of Candor beyond itself") {
                    @Override
                    public boolean test(JavaClass type) {
                        String owner = type.getPackageName();
                        return owner.startsWith("dev.candor.") && !owner.startsWith("dev.candor.leadership");
                    }
                })
                .because(
                        "services share this module: what it needs of one comes in through its options or an interface of its own.")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.candor.leadership"));
    }
}
