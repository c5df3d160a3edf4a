package org.hactl.inventory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.hactl", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule YAML_KNOWS_NOTHING_OF_OURS =
      classes()
          .that()
          .resideInAPackage("org.hactl.yaml..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.hactl.yaml..",
              "java..",
              "org.yaml.snakeyaml..",
              "com.fasterxml.jackson..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule TEMPLATES_KNOW_ONLY_YAML =
      classes()
          .that()
          .resideInAPackage("org.hactl.jinja..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.hactl.jinja..",
              "org.hactl.yaml..",
              "java..",
              "org.yaml.snakeyaml..",
              "com.fasterxml.jackson..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule THE_INVENTORY_KNOWS_ONLY_YAML =
      noClasses()
          .that()
          .resideInAPackage("org.hactl.inventory..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.hactl.site..",
              "org.hactl.control..",
              "org.hactl.ssh..",
              "org.hactl.cli..",
              "org.hactl.agent..",
              "org.hactl.host..",
              "org.hactl.module..",
              "org.hactl.linux..",
              "org.hactl.vrrp..",
              "org.yaml.snakeyaml..");
}
