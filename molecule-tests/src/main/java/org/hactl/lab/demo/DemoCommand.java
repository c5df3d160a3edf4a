package org.hactl.lab.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hactl.lab.ControlNode;
import org.hactl.lab.Driver;
import org.hactl.lab.Lab;
import org.hactl.lab.LabException;
import org.hactl.lab.LabProgress;
import org.hactl.lab.LabSpec;
import org.hactl.lab.Labs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hactl demo}: installs what it needs, boots the hosts, runs the stages, cleans up. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Demonstrates hactl on five hosts that it boots and removes again. Needs root on Debian.")
final class DemoCommand implements Callable<Integer> {
  private static final String LAB = "demo";

  @Option(names = "--report", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private @Nullable Path reportFile;

  @Option(names = "--keep", description = "Keep the lab at the end, for hactl lab -n demo exec …")
  private boolean keep;

  @Override
  public Integer call() {
    boolean terminal = System.console() != null && System.console().isTerminal();
    DemoConsole console =
        new DemoConsole(System.out, terminal && System.getenv("NO_COLOR") == null);
    long began = System.nanoTime();
    try {
      installPackages();
      run(console, began);
      return 0;
    } catch (LabException e) {
      console.failed(String.valueOf(e.getMessage()));
      console.plain("");
      console.plain("The demonstration failed; everything it made has been removed.");
      return 1;
    }
  }

  private void run(DemoConsole console, long began) {
    console.stage("Boot five hosts: own kernels with IPVS, systemd, OpenSSH, no Java");
    Labs.down(LAB);
    Thread cleaner = new Thread(() -> Labs.down(LAB), "demo-cleaner");
    Runtime.getRuntime().addShutdownHook(cleaner);
    long booting = System.nanoTime();
    Lab lab = Labs.up(LabSpec.article(LAB, Driver.UML), progress(console));
    try {
      console.result("five hosts answer by SSH after " + since(booting));
      Demo demo = new Demo(lab, ControlNode.prepare(lab), console);
      try {
        demo.run();
      } finally {
        write(demo.report());
      }
      summary(console, demo.report(), since(began));
    } finally {
      if (keep) {
        Runtime.getRuntime().removeShutdownHook(cleaner);
        console.plain("The lab stays up: hactl lab status -n demo, hactl lab down -n demo");
      } else {
        lab.down();
      }
    }
  }

  private static void installPackages() {
    ProcessBuilder install =
        new ProcessBuilder(
                ControlNode.repository().resolve("molecule-tests/install-packages").toString())
            .inheritIO();
    try {
      if (install.start().waitFor() != 0) {
        throw new LabException("the packages that the lab needs could not be installed; see above");
      }
    } catch (IOException e) {
      throw new LabException("cannot run molecule-tests/install-packages: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while installing packages", e);
    }
  }

  private static LabProgress progress(DemoConsole console) {
    return new LabProgress() {
      @Override
      public void step(String text) {
        console.said(text);
      }

      @Override
      public void host(String host, String state) {
        console.said(host + ": " + state);
      }
    };
  }

  private void write(DemoReport report) {
    if (reportFile == null) {
      return;
    }
    try {
      Files.writeString(reportFile, JsonMapper.builder().build().writeValueAsString(report) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the report has no JSON form", e);
    } catch (IOException e) {
      throw new LabException("cannot write the report to " + reportFile + ": " + e.getMessage(), e);
    }
  }

  private static void summary(DemoConsole console, DemoReport report, String whole) {
    console.stage("Summary");
    if (report.apply() != null && report.secondApply() != null) {
      row(
          console,
          "first apply",
          "%d changes in %.1f s",
          report.apply().changed(),
          report.apply().seconds());
      row(
          console,
          "second apply",
          "%d changes in %.1f s",
          report.secondApply().changed(),
          report.secondApply().seconds());
    }
    if (report.failover() != null) {
      row(
          console,
          "failover",
          "%d ms; %d of %d requests lost",
          report.failover().milliseconds(),
          report.failover().lost(),
          report.failover().requests());
    }
    if (report.drift() != null) {
      row(console, "VIP deleted", "%s", back(report.drift().vipMillis()));
      row(console, "real server deleted", "%s", back(report.drift().realServerMillis()));
      row(console, "sysctl changed", "%s", back(report.drift().sysctlMillis()));
    }
    if (report.onboard() != null) {
      row(console, "web3 onboarded", "%.1f s", report.onboard().seconds());
    }
    row(console, "everything", "%s", whole);
  }

  private static void row(DemoConsole console, String what, String format, Object... values) {
    console.plain(
        String.format(
            Locale.ROOT, "   %-20s %s", what, String.format(Locale.ROOT, format, values)));
  }

  /** A repair before the first check was too fast to measure. */
  private static String back(double millis) {
    return millis < 0.1
        ? "back before the first look"
        : String.format(Locale.ROOT, "back after %.1f ms", millis);
  }

  private static String since(long nanos) {
    return DemoConsole.seconds(Duration.ofNanos(System.nanoTime() - nanos));
  }
}
