package org.hactl.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.hactl.Walls.readAClock;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.hactl.agent.converge.EngineEvents;
import org.hactl.agent.converge.Engines;
import org.hactl.health.QuorumView;
import org.hactl.health.RealServerHealth;
import org.hactl.vrrp.model.ServiceRank;
import org.hactl.vrrp.model.TrackVerdict;

/** Which packages of the agent may import which others. */
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
              "org.hactl.health..",
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
  static final ArchRule enginesImportNoMessageOfTheApi =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.hactl.reconcile",
              "org.hactl.health..",
              "org.hactl.track",
              "org.hactl.notify",
              "org.hactl.bfd..",
              "org.hactl.vrrp..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.hactl.api", "org.hactl.agent..");

  @ArchTest
  static final ArchRule reconciliationKnowsKindsOnlyByTheirContract =
      classes()
          .that()
          .resideInAPackage("org.hactl.reconcile")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "java..",
                      "org.jspecify..",
                      "org.hactl.reconcile",
                      "org.hactl.host",
                      "org.hactl.module")
                  .or(type(RealServerHealth.class))
                  .or(type(QuorumView.Standing.class)));

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
                      "org.hactl.linux..",
                      "org.hactl.module",
                      "org.hactl.module.command")
                  .or(type(TrackVerdict.class))
                  .or(type(ServiceRank.class)));

  @ArchTest
  static final ArchRule trackingReadsNoClock =
      noClasses()
          .that()
          .resideInAPackage("org.hactl.track")
          .and()
          .doNotHaveSimpleName("ThreadLoop")
          .should(readAClock());

  private static final String TOP = "org.hactl.agent";
  private static final String[] UPPER = {
    "org.hactl.agent.serve", "org.hactl.agent.status", "org.hactl.agent.report"
  };
  private static final String[] MIDDLE = {"org.hactl.agent.converge..", "org.hactl.agent.engines"};
  private static final String[] LOWER = {"org.hactl.agent.log", "org.hactl.agent.store"};

  @ArchTest
  static final ArchRule noRoomImportsTheTop = noRoom("org.hactl.agent.*..").mayImport(TOP);

  @ArchTest
  static final ArchRule convergeAndEnginesImportNoRoomAboveThem = noRoom(MIDDLE).mayImport(UPPER);

  @ArchTest
  static final ArchRule logAndStoreImportNoRoomAboveThem =
      noRoom(LOWER).mayImport(Stream.of(UPPER, MIDDLE).flatMap(Stream::of).toArray(String[]::new));

  @ArchTest
  static final ArchRule serveImportsNoRoomBesideIt = noRoom(UPPER[0]).mayImport(UPPER[1], UPPER[2]);

  @ArchTest
  static final ArchRule statusImportsNoRoomBesideIt =
      noRoom(UPPER[1]).mayImport(UPPER[0], UPPER[2]);

  @ArchTest
  static final ArchRule reportImportsNoRoomBesideIt =
      noRoom(UPPER[2]).mayImport(UPPER[0], UPPER[1]);

  @ArchTest
  static final ArchRule convergeDoesNotKnowTheEngines = noRoom(MIDDLE[0]).mayImport(MIDDLE[1]);

  @ArchTest
  static final ArchRule theDiffKnowsNoOtherPackageOfTheAgent =
      noRoom("org.hactl.agent.converge.diff")
          .mayImport("org.hactl.agent.converge", "org.hactl.agent.log", "org.hactl.agent.store");

  @ArchTest
  static final ArchRule theRoomOfTheRolesKnowsNoOtherPackageOfTheAgent =
      noRoom("org.hactl.agent.converge.role")
          .mayImport(
              "org.hactl.agent.converge",
              "org.hactl.agent.converge.diff",
              "org.hactl.agent.log",
              "org.hactl.agent.store");

  @ArchTest
  static final ArchRule holdsKnowOnlyTheStore =
      noRoom("org.hactl.agent.converge.hold")
          .mayImport(
              "org.hactl.agent.converge",
              "org.hactl.agent.converge.diff",
              "org.hactl.agent.converge.role",
              "org.hactl.agent.log");

  @ArchTest
  static final ArchRule clocksKnowNoOtherPackageOfTheAgent =
      noRoom("org.hactl.agent.converge.time")
          .mayImport(
              "org.hactl.agent.converge",
              "org.hactl.agent.converge.diff",
              "org.hactl.agent.converge.hold",
              "org.hactl.agent.converge.role",
              "org.hactl.agent.log",
              "org.hactl.agent.store");

  @ArchTest
  static final ArchRule enginesKnowOnlyTheInterfacesThatConvergeDeclaresForThem =
      noClasses()
          .that()
          .resideInAPackage(MIDDLE[1])
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(MIDDLE[0])
                  .and(not(type(Engines.class)))
                  .and(not(type(EngineEvents.class))));

  @ArchTest
  static final ArchRule theTalkOfDirectorsKnowsNoOtherRoom =
      noRoom("org.hactl.agent.peer")
          .mayImport(Stream.of(UPPER, MIDDLE, LOWER).flatMap(Stream::of).toArray(String[]::new));

  @ArchTest
  static final ArchRule whatDirectorsSayIsDecidedWithoutAClock =
      noClasses().that().resideInAPackage("org.hactl.agent.peer").should(readAClock());

  @ArchTest
  static final ArchRule passingOnKnowsOnlyWhatConverges =
      noRoom("org.hactl.agent.passing")
          .mayImport(
              "org.hactl.agent.serve",
              "org.hactl.agent.status",
              "org.hactl.agent.report",
              "org.hactl.agent.engines",
              "org.hactl.agent.store",
              "org.hactl.agent.log");

  @ArchTest
  static final ArchRule convergenceDoesNotKnowWhoPassesOn =
      noRoom("org.hactl.agent.converge..", "org.hactl.agent.engines", "org.hactl.agent.store")
          .mayImport("org.hactl.agent.passing");

  @ArchTest
  static final ArchRule logAndStoreDoNotKnowEachOther =
      slices().matching("org.hactl.agent.(log|store)").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule theHelperKnowsNoOtherPackageOfTheAgent =
      noRoom("org.hactl.agent.helper")
          .mayImport(
              "org.hactl.agent.serve",
              "org.hactl.agent.status",
              "org.hactl.agent.report",
              "org.hactl.agent.converge..",
              "org.hactl.agent.engines",
              "org.hactl.agent.log",
              "org.hactl.agent.store",
              "org.hactl.api",
              "org.hactl.reconcile",
              "org.hactl.vrrp..",
              "org.hactl.bfd..",
              "org.hactl.health..",
              "org.hactl.track",
              "org.hactl.notify");

  @ArchTest
  static final ArchRule theStoreKnowsNoEngine =
      noClasses()
          .that()
          .resideInAPackage("org.hactl.agent.store")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.hactl.vrrp..", "org.hactl.linux..");

  private static Rooms noRoom(String... rooms) {
    return new Rooms(rooms);
  }

  private record Rooms(String... names) {
    ArchRule mayImport(String... others) {
      return noClasses()
          .that()
          .resideInAnyPackage(names)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others);
    }
  }
}
