package org.hactl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.hactl", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule LINUX_KNOWS_NOTHING_OF_OURS =
      noClasses()
          .that()
          .resideInAPackage("org.hactl.linux..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are ours and above the kernel boundary",
                  type ->
                      type.getPackageName().startsWith("org.hactl")
                          && !type.getPackageName().startsWith("org.hactl.linux")));

  @ArchTest
  static final ArchRule ONLY_LINUX_KNOWS_NATIVE_CALLS =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.hactl.linux..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.jna..");

  @ArchTest
  static final ArchRule THE_API_KNOWS_NOTHING_OF_THE_AGENT_BEHIND_IT =
      classes()
          .that()
          .resideInAPackage("org.hactl.api")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "com.fasterxml.jackson..",
              "org.jspecify..",
              "org.hactl.api",
              "org.hactl.host",
              "org.hactl.module");
}
