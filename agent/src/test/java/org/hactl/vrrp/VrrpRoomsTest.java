package org.hactl.vrrp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.hactl.Walls.readAClock;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The imports that each package of {@code org.hactl.vrrp} may have. All packages except the engine
 * are pure.
 */
@AnalyzeClasses(packages = "org.hactl.vrrp", importOptions = ImportOption.DoNotIncludeTests.class)
class VrrpRoomsTest {
  private static final String[] PURE_ROOMS = {
    "org.hactl.vrrp.model..", "org.hactl.vrrp.protocol..", "org.hactl.vrrp.wire.."
  };

  @ArchTest
  static final ArchRule rooms =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("model")
          .definedBy("org.hactl.vrrp.model..")
          .layer("protocol")
          .definedBy("org.hactl.vrrp.protocol..")
          .layer("wire")
          .definedBy("org.hactl.vrrp.wire..")
          .layer("engine")
          .definedBy("org.hactl.vrrp.engine..")
          .whereLayer("model")
          .mayNotAccessAnyLayer()
          .whereLayer("protocol")
          .mayOnlyAccessLayers("model")
          .whereLayer("wire")
          .mayOnlyAccessLayers("model")
          .whereLayer("engine")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule everyClassIsInARoom =
      classes()
          .should()
          .resideInAnyPackage(
              "org.hactl.vrrp.model..",
              "org.hactl.vrrp.protocol..",
              "org.hactl.vrrp.wire..",
              "org.hactl.vrrp.engine..");

  @ArchTest
  static final ArchRule importsNothingOfOursButTheKernelBoundary =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.crypto..",
              "org.slf4j..",
              "org.jspecify..",
              "org.hactl.vrrp..",
              "org.hactl.counters",
              "org.hactl.linux..");

  @ArchTest
  static final ArchRule pureRoomsKnowValuesOnly =
      classes()
          .that()
          .resideInAnyPackage(PURE_ROOMS)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.lang..",
              "java.net",
              "java.nio",
              "java.nio.charset",
              "java.security",
              "java.time",
              "java.util",
              "java.util.function",
              "java.util.stream",
              "javax.crypto..",
              "org.jspecify..",
              "org.hactl.vrrp..",
              "org.hactl.linux.net..");

  @ArchTest
  static final ArchRule pureRoomsKnowNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(PURE_ROOMS)
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.InstantSource");

  @ArchTest
  static final ArchRule onlyTheEnginesThreadReadsAClock =
      noClasses().that().haveSimpleNameNotEndingWith("Engine").should(readAClock());
}
