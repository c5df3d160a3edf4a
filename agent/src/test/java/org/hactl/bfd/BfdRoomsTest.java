package org.hactl.bfd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.hactl.Walls.readAClock;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The imports that each package of {@code org.hactl.bfd} may have. All packages except the engine
 * are pure.
 */
@AnalyzeClasses(packages = "org.hactl.bfd", importOptions = ImportOption.DoNotIncludeTests.class)
class BfdRoomsTest {
  @ArchTest
  static final ArchRule rooms =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("model")
          .definedBy("org.hactl.bfd.model..")
          .layer("protocol")
          .definedBy("org.hactl.bfd.protocol..")
          .layer("engine")
          .definedBy("org.hactl.bfd.engine..")
          .whereLayer("model")
          .mayNotAccessAnyLayer()
          .whereLayer("protocol")
          .mayOnlyAccessLayers("model")
          .whereLayer("engine")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule everyClassIsInARoom =
      classes()
          .should()
          .resideInAnyPackage(
              "org.hactl.bfd.model..", "org.hactl.bfd.protocol..", "org.hactl.bfd.engine..");

  @ArchTest
  static final ArchRule importsNothingOfOursButTheKernelBoundary =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.slf4j..",
              "org.jspecify..",
              "org.hactl.bfd..",
              "org.hactl.counters",
              "org.hactl.linux..");

  @ArchTest
  static final ArchRule pureRoomsKnowValuesOnly =
      classes()
          .that()
          .resideInAnyPackage("org.hactl.bfd.model..", "org.hactl.bfd.protocol..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.lang..",
              "java.net",
              "java.nio",
              "java.time",
              "java.util",
              "java.util.function",
              "java.util.random",
              "java.util.stream",
              "org.jspecify..",
              "org.hactl.bfd..",
              "org.hactl.linux.net..");

  @ArchTest
  static final ArchRule onlyTheEnginesThreadReadsAClock =
      noClasses().that().haveSimpleNameNotEndingWith("Engine").should(readAClock());
}
