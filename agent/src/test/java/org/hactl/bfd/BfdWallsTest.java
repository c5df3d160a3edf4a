package org.hactl.bfd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.hactl.Walls.are;
import static org.hactl.Walls.readAClock;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What BFD may know of the rest, and what its pure parts may know of the world. */
@AnalyzeClasses(packages = "org.hactl.bfd", importOptions = ImportOption.DoNotIncludeTests.class)
class BfdWallsTest {
  @ArchTest
  static final ArchRule importsNothingOfOursButTheKernelBoundary =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.slf4j..",
              "org.jspecify..",
              "org.hactl.bfd",
              "org.hactl.counters",
              "org.hactl.linux..");

  @ArchTest
  static final ArchRule onlyTheEngineReadsAClock =
      noClasses().that().haveSimpleNameNotEndingWith("Engine").should(readAClock());

  @ArchTest
  static final ArchRule pureParts =
      noClasses()
          .that(
              are(
                  "BfdSession",
                  "ControlPacket",
                  "Intervals",
                  "Neighbour",
                  "PollSequence",
                  "TransmitTimer"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.hactl.linux..", "org.slf4j..", "java.io", "java.util.concurrent");
}
