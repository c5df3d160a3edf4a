package org.hactl;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The direction of imports between the packages of the control node. */
@AnalyzeClasses(packages = "org.hactl", importOptions = ImportOption.DoNotIncludeTests.class)
class ControlWallsTest {
  @ArchTest
  static final ArchRule CONTROL_DOES_NOT_KNOW_THE_AGENT =
      noImports(
          List.of("org.hactl.control..", "org.hactl.ssh..", "org.hactl.cli..", "org.hactl.site.."),
          "org.hactl.agent..",
          "org.hactl.vrrp.engine..",
          "org.hactl.vrrp.protocol..",
          "org.hactl.vrrp.wire..",
          "org.hactl.bfd.engine..",
          "org.hactl.bfd.protocol..",
          "org.hactl.track..",
          "org.hactl.health..",
          "org.hactl.reconcile..",
          "org.hactl.notify..");

  @ArchTest
  static final ArchRule INVENTORY_AND_MODULES_DO_NOT_KNOW_CONTROL =
      noImports(
          List.of(
              "org.hactl.inventory..",
              "org.hactl.yaml..",
              "org.hactl.module..",
              "org.hactl.linux..",
              "org.hactl.host..",
              "org.hactl.api..",
              "org.hactl.counters..",
              "org.hactl.vrrp.."),
          "org.hactl.control..",
          "org.hactl.ssh..",
          "org.hactl.cli..",
          "org.hactl.site..");

  @ArchTest
  static final ArchRule SITE_DOES_NOT_KNOW_CONTROL =
      noImports(List.of("org.hactl.site.."), "org.hactl.control..", "org.hactl.ssh..");

  @ArchTest
  static final ArchRule CONTROL_NEVER_TOUCHES_A_KERNEL =
      noImports(
          List.of("org.hactl.control..", "org.hactl.ssh..", "org.hactl.cli.."),
          "org.hactl.linux..");

  @ArchTest
  static final ArchRule SSH_IMPORTS_NOTHING_ELSE_OF_HACTL =
      noClasses()
          .that()
          .resideInAPackage("org.hactl.ssh..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.hactl..").and(resideOutsideOfPackage("org.hactl.ssh..")));

  @ArchTest
  static final ArchRule THE_IMAGE_IMPORTS_NOTHING_ELSE_OF_HACTL =
      noClasses()
          .that()
          .resideInAPackage("org.hactl.control.image..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.hactl..")
                  .and(resideOutsideOfPackage("org.hactl.control.image..")));

  @ArchTest
  static final ArchRule ONE_HOST_IS_BELOW_THE_SITE =
      noImports(
          List.of("org.hactl.control.host.."),
          "org.hactl.control",
          "org.hactl.control.gate..",
          "org.hactl.control.plan..",
          "org.hactl.control.rollout..",
          "org.hactl.control.view..",
          "org.hactl.site..");

  @ArchTest
  static final ArchRule REPORTS_TERMINAL_AND_OPTIONS_KNOW_NO_COMMAND =
      noImports(
          List.of("org.hactl.cli.report..", "org.hactl.cli.terminal..", "org.hactl.cli.option.."),
          "org.hactl.cli");

  @ArchTest
  static final ArchRule PLANS_AND_ROLLBACKS_REACH_NO_HOST =
      noImports(
          List.of(
              "org.hactl.control.plan..",
              "org.hactl.control.rollback..",
              "org.hactl.control.facts.."),
          "org.hactl.control",
          "org.hactl.ssh..",
          "org.hactl.site..",
          "org.hactl.inventory..",
          "org.hactl.yaml..");

  @ArchTest
  static final ArchRule ONLY_SSH_KNOWS_JSCH =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.hactl.ssh..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.jcraft.jsch..");

  @ArchTest
  static final ArchRule THE_SITES_VIEW_KNOWS_ONLY_WHAT_HOSTS_ANSWER =
      noImports(
          List.of("org.hactl.control.view.."),
          "org.hactl.control",
          "org.hactl.ssh..",
          "org.hactl.site..",
          "org.hactl.inventory..",
          "org.hactl.yaml..");

  @ArchTest
  static final ArchRule A_FAILOVER_KNOWS_ONLY_WHAT_HOSTS_ANSWER =
      noImports(
          List.of("org.hactl.control.failover.."),
          "org.hactl.ssh..",
          "org.hactl.site..",
          "org.hactl.inventory..",
          "org.hactl.yaml..");

  @ArchTest
  static final ArchRule GATE_COSTS_AND_EXPLANATIONS_KNOW_ONLY_WHAT_HOSTS_ANSWER =
      noImports(
          List.of(
              "org.hactl.control.gate..",
              "org.hactl.control.cost..",
              "org.hactl.control.explain.."),
          "org.hactl.control",
          "org.hactl.control.version..",
          "org.hactl.ssh..",
          "org.hactl.site..",
          "org.hactl.inventory..",
          "org.hactl.yaml..");

  @ArchTest
  static final ArchRule HOLDS_KNOW_ONLY_WHAT_HOSTS_ANSWER =
      noImports(
          List.of("org.hactl.control.hold.."),
          "org.hactl.control",
          "org.hactl.control.view..",
          "org.hactl.ssh..",
          "org.hactl.site..",
          "org.hactl.inventory..",
          "org.hactl.yaml..");

  @ArchTest
  static final ArchRule DRAINS_OPEN_NO_CONNECTION =
      noImports(
          List.of("org.hactl.control.drain..", "org.hactl.control.outside.."),
          "org.hactl.control.gate..",
          "org.hactl.ssh..",
          "org.hactl.site..",
          "org.hactl.inventory..",
          "org.hactl.yaml..");

  @ArchTest
  static final ArchRule A_ROLLOUT_KNOWS_NO_CONNECTION =
      noImports(
          List.of("org.hactl.control.rollout.."),
          "org.hactl.control",
          "org.hactl.control.drain..",
          "org.hactl.control.gate..",
          "org.hactl.ssh..",
          "org.hactl.inventory..",
          "org.hactl.yaml..");

  @ArchTest
  static final ArchRule CONTROL_DOES_NOT_KNOW_THE_COMMAND_LINE =
      noImports(List.of("org.hactl.control..", "org.hactl.site.."), "org.hactl.cli..", "picocli..");

  /** Classes of these packages import none of the others. */
  private static ArchRule noImports(List<String> packages, String... others) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages.toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }
}
