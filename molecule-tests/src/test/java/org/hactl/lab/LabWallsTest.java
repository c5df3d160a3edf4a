package org.hactl.lab;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of imports: the lab imports hactl, and hactl does not import the lab. */
@AnalyzeClasses(packages = "org.hactl", importOptions = ImportOption.DoNotIncludeTests.class)
class LabWallsTest {
  @ArchTest
  static final ArchRule HACTL_DOES_NOT_KNOW_THE_LAB =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.hactl.lab..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.hactl.lab..");

  @ArchTest
  static final ArchRule THE_LAB_ITSELF_IMPORTS_NOTHING_ELSE_OF_HACTL =
      noClasses()
          .that()
          .resideInAPackage("org.hactl.lab")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.hactl..").and(resideOutsideOfPackage("org.hactl.lab")));

  @ArchTest
  static final ArchRule COMMANDS_DEMO_AND_BENCHMARKS_DO_NOT_KNOW_EACH_OTHER =
      slices().matching("org.hactl.lab.(*)..").should().notDependOnEachOther();
}
