package org.hactl.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.quartz.CronExpression;

/**
 * A host's runtime image has three modules of the JDK. Code that needs another module fails only on
 * a host, so this test finds it here.
 */
@AnalyzeClasses(packages = "org.hactl", importOptions = ImportOption.DoNotIncludeTests.class)
class RuntimeImageWallsTest {
  @ArchTest
  static final ArchRule theAgentUsesOnlyModulesOfItsImage =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.sun.net.httpserver..",
              "java.awt..",
              "java.beans..",
              "java.lang.instrument..",
              "java.lang.management..",
              "java.net.http..",
              "java.rmi..",
              "java.sql..",
              "java.util.prefs..",
              "javax.management..",
              "javax.naming..",
              "javax.sql..",
              "javax.xml..",
              "sun.misc..");

  /** Quartz's scheduler needs java.desktop, java.rmi, java.sql and java.naming. */
  @ArchTest
  static final ArchRule ofQuartzTheAgentUsesCronExpressionsAlone =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.quartz..").and(not(type(CronExpression.class))));
}
