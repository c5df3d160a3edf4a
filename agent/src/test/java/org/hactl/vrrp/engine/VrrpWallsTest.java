package org.hactl.vrrp.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.hactl.Walls.are;
import static org.hactl.Walls.readAClock;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;

/** What VRRP may know of the rest, and what its pure parts may know of the world. */
@AnalyzeClasses(packages = "org.hactl.vrrp", importOptions = ImportOption.DoNotIncludeTests.class)
class VrrpWallsTest {
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
              "org.hactl.vrrp",
              "org.hactl.linux");

  @ArchTest
  static final ArchRule theStateMachineReadsNoClock =
      noClasses().that().haveSimpleNameNotEndingWith("Engine").should(readAClock());

  @ArchTest
  static final ArchRule pureParts =
      noClasses()
          .that(
              are(
                  "VirtualRouter",
                  "RouterSelf",
                  "MasterRole",
                  "BackupRole",
                  "SyncGroup",
                  "SyncGroups",
                  "ProtocolTimers",
                  "Announcements",
                  "Rivals",
                  "Faults",
                  "HeardMaster",
                  "Preemption",
                  "EffectivePriority",
                  "OwnerConflict",
                  "StartupHold",
                  "Strict",
                  "RateLimit",
                  "AdvertisementEncoder",
                  "AdvertisementDecoder"))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "org.hactl.linux", "org.slf4j..", "java.io", "java.util.concurrent")
                  .and(not(belongToAnyOf(Family.class, InetAddresses.class))));
}
