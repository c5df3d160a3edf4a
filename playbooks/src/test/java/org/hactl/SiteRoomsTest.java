package org.hactl;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which way imports run between the packages of {@code org.hactl.site}. */
@AnalyzeClasses(packages = "org.hactl.site", importOptions = ImportOption.DoNotIncludeTests.class)
class SiteRoomsTest {
  private static final String READER = "reader";
  private static final String COMPILE = "compile";
  private static final String CHECK = "check";
  private static final String RESOLVE = "resolve";
  private static final String SHAPE = "shape";
  private static final String MODEL = "model";

  @ArchTest
  static final ArchRule IMPORTS_RUN_FROM_COMPILE_TO_MODEL =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer(READER)
          .definedBy("org.hactl.site")
          .layer(COMPILE)
          .definedBy("org.hactl.site.compile..")
          .layer(CHECK)
          .definedBy("org.hactl.site.check..")
          .layer(RESOLVE)
          .definedBy("org.hactl.site.resolve..")
          .layer(SHAPE)
          .definedBy("org.hactl.site.shape..")
          .layer(MODEL)
          .definedBy("org.hactl.site.model..")
          .whereLayer(READER)
          .mayNotBeAccessedByAnyLayer()
          .whereLayer(COMPILE)
          .mayNotBeAccessedByAnyLayer()
          .whereLayer(CHECK)
          .mayOnlyBeAccessedByLayers(READER, COMPILE)
          .whereLayer(RESOLVE)
          .mayOnlyBeAccessedByLayers(READER, COMPILE, CHECK)
          .whereLayer(SHAPE)
          .mayOnlyBeAccessedByLayers(READER, COMPILE, CHECK, RESOLVE)
          .whereLayer(MODEL)
          .mayOnlyBeAccessedByLayers(READER, COMPILE, CHECK, RESOLVE, SHAPE);

  @ArchTest
  static final ArchRule NO_OTHER_PACKAGE_OF_THE_SITE =
      noClasses()
          .should()
          .resideOutsideOfPackages(
              "org.hactl.site",
              "org.hactl.site.compile..",
              "org.hactl.site.check..",
              "org.hactl.site.resolve..",
              "org.hactl.site.shape..",
              "org.hactl.site.model..");

  @ArchTest
  static final ArchRule OF_LINUX_THE_SITE_USES_ONLY_ADDRESS_VALUES =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.hactl.linux..")
                  .and(resideOutsideOfPackage("org.hactl.linux.net..")));

  @ArchTest
  static final ArchRule ONLY_NAMES_ARE_LOOKED_UP_IN_THE_INVENTORY =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.hactl.site", "org.hactl.site.resolve..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.hactl.inventory..");
}
