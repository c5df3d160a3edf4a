package org.hactl.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.hactl.Walls.readAClock;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.hactl.vrrp.model.TrackVerdict;

/** Which way imports run in the agent's house. */
@AnalyzeClasses(packages = "org.hactl", importOptions = ImportOption.DoNotIncludeTests.class)
class AgentWallsTest {
  @ArchTest
  static final ArchRule theAgentNeverSeesTheInventory =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.hactl.agent..",
              "org.hactl.reconcile",
              "org.hactl.notify",
              "org.hactl.health",
              "org.hactl.track")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.hactl.inventory..",
              "org.hactl.yaml..",
              "org.hactl.site..",
              "org.hactl.control..",
              "org.hactl.ssh..",
              "org.hactl.cli..",
              "org.hactl.lab..");

  @ArchTest
  static final ArchRule theApiKnowsNothingOfTheAgentBehindIt =
      classes()
          .that()
          .resideInAPackage("org.hactl.agent.api")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "com.fasterxml.jackson..",
              "org.jspecify..",
              "org.hactl.agent.api",
              "org.hactl.host",
              "org.hactl.module");

  @ArchTest
  static final ArchRule reconciliationKnowsKindsOnlyByTheirContract =
      classes()
          .that()
          .resideInAPackage("org.hactl.reconcile")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "org.hactl.reconcile",
              "org.hactl.agent.api",
              "org.hactl.host",
              "org.hactl.module");

  @ArchTest
  static final ArchRule reconciliationReadsNoClock =
      noClasses().that().resideInAPackage("org.hactl.reconcile").should(readAClock());

  @ArchTest
  static final ArchRule notificationKnowsOnlyItsPolicy =
      classes()
          .that()
          .resideInAPackage("org.hactl.notify")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "jakarta.mail..",
              "org.jspecify..",
              "org.slf4j..",
              "org.hactl.notify",
              "org.hactl.host",
              "org.hactl.module",
              "org.hactl.module.command");

  @ArchTest
  static final ArchRule trackingKnowsOfRoutersOnlyTheVerdict =
      classes()
          .that()
          .resideInAPackage("org.hactl.track")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "java..",
                      "org.jspecify..",
                      "org.slf4j..",
                      "org.hactl.track",
                      "org.hactl.host",
                      "org.hactl.linux",
                      "org.hactl.module",
                      "org.hactl.module.command")
                  .or(type(TrackVerdict.class)));

  @ArchTest
  static final ArchRule trackingReadsNoClock =
      noClasses()
          .that()
          .resideInAPackage("org.hactl.track")
          .and()
          .doNotHaveSimpleName("ThreadLoop")
          .should(readAClock());

  @ArchTest
  static final ArchRule theStoreIsBelowTheDaemon =
      noClasses()
          .that()
          .resideInAPackage("org.hactl.agent.store")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.hactl.agent", "org.hactl.vrrp", "org.hactl.linux");
}
