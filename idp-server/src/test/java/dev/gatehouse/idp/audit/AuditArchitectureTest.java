package dev.gatehouse.idp.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.gatehouse.idp.audit", importOptions = ImportOption.DoNotIncludeTests.class)
class AuditArchitectureTest {

    @ArchTest
    static final ArchRule logKnowsTheJdkOnly = classes()
            .that()
            .resideInAPackage("..audit.log..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", "..audit.log..");

    @ArchTest
    static final ArchRule verifierKnowsTheJdkOnly = classes()
            .that()
            .resideInAPackage("..audit.verify..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "..audit.verify..");

    @ArchTest
    static final ArchRule writerDoesNotUseTheVerifier = noClasses()
            .that()
            .resideOutsideOfPackage("..audit.verify..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..audit.verify..");
}
