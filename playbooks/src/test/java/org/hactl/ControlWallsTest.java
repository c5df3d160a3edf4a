package org.hactl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which way imports run in this module. */
@AnalyzeClasses(packages = "org.hactl", importOptions = ImportOption.DoNotIncludeTests.class)
class ControlWallsTest {
  @ArchTest
  static final ArchRule CONTROL_SEES_ONLY_THE_AGENTS_API =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.hactl.control..", "org.hactl.ssh..", "org.hactl.cli..", "org.hactl.site..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.hactl.agent",
              "org.hactl.agent.store..",
              "org.hactl.vrrp..",
              "org.hactl.bfd..",
              "org.hactl.track..",
              "org.hactl.health..",
              "org.hactl.reconcile..",
              "org.hactl.notify..");

  @ArchTest
  static final ArchRule CONTROL_NEVER_TOUCHES_A_KERNEL =
      noClasses()
          .that()
          .resideInAnyPackage("org.hactl.control..", "org.hactl.ssh..", "org.hactl.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.hactl.linux..");

  @ArchTest
  static final ArchRule SSH_KNOWS_NOTHING_OF_US =
      noClasses()
          .that()
          .resideInAPackage("org.hactl.ssh..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.hactl.control..",
              "org.hactl.cli..",
              "org.hactl.site..",
              "org.hactl.inventory..",
              "org.hactl.agent..",
              "org.hactl.host..");

  @ArchTest
  static final ArchRule ONLY_SSH_KNOWS_JSCH =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.hactl.ssh..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.jcraft.jsch..");

  @ArchTest
  static final ArchRule CONTROL_DOES_NOT_KNOW_THE_COMMAND_LINE =
      noClasses()
          .that()
          .resideInAnyPackage("org.hactl.control..", "org.hactl.site..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.hactl.cli..", "picocli..");
}
