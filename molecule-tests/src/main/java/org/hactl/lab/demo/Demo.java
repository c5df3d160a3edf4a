package org.hactl.lab.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.hactl.lab.ControlNode;
import org.hactl.lab.ExecResult;
import org.hactl.lab.HostSpec;
import org.hactl.lab.Lab;
import org.hactl.lab.LabException;
import org.hactl.lab.LabProcess;
import org.hactl.lab.Recap;

/**
 * The stages of the demonstration. Each does one thing, shows it, measures it, and throws if it
 * fails. Measurements are made inside the hosts with their own tools.
 */
final class Demo {
  private static final String VIP = "192.168.0.254";
  private static final HostSpec WEB3 = new HostSpec("web3", "192.168.0.22");

  /** RFC 3768 section 6.1: three advertisements of 1 s and the skew of priority 90. */
  private static final long DOWN_INTERVAL_MILLIS = 3 * 1000 + (256 - 90) * 1000 / 256;

  private static final long ALLOWANCE_MILLIS = 500;

  private final Lab lab;
  private final ControlNode control;
  private final DemoConsole console;
  private DemoReport report;

  Demo(Lab lab, ControlNode control, DemoConsole console) {
    this.lab = lab;
    this.control = control;
    this.console = console;
    this.report = DemoReport.of(lab.hosts().size());
  }

  /** What has been measured so far. */
  DemoReport report() {
    return report;
  }

  /**
   * Runs every stage.
   *
   * @throws LabException at the first stage that fails
   */
  void run() {
    apply();
    applyAgain();
    pages();
    failover();
    failBack();
    drift();
    onboard();
  }

  private void apply() {
    console.stage("Apply the site to hosts that have nothing but sshd");
    DemoReport.ApplyFigures apply = applySite("--diff");
    require(apply.changed() > 0, "the first apply changed nothing");
    report = report.withApply(apply);
    awaitService();
    console.result("%d changes in %.1f s".formatted(apply.changed(), apply.seconds()));
  }

  private void applyAgain() {
    console.stage("Apply it again: nothing is left to do");
    DemoReport.ApplyFigures apply = applySite();
    require(apply.changed() == 0, "the second apply changed " + apply.changed() + " resources");
    report = report.withSecondApply(apply);
    console.result("0 changes in %.1f s".formatted(apply.seconds()));
  }

  private DemoReport.ApplyFigures applySite(String... options) {
    List<String> arguments = new ArrayList<>(List.of("apply", "playbooks/site.yml"));
    arguments.addAll(List.of(options));
    long began = System.nanoTime();
    ExecResult result = hactl(arguments.toArray(String[]::new));
    return new DemoReport.ApplyFigures(secondsSince(began), Recap.parse(result.out()).changed());
  }

  private void pages() {
    console.stage("Fetch the page four times through the VIP");
    List<String> pages = fetch(4);
    require(new TreeSet<>(pages).equals(Set.of("web1", "web2")), "the pages were " + pages);
    report = report.withPages(pages);
    console.result(String.join(", ", pages));
  }

  private void failover() {
    console.stage("Cut the power of lvs1 while a client asks for pages");
    require(holdsVip("lvs1"), "lvs1 does not hold the VIP");
    console.command("client", "request loop on http://" + VIP + "/, a new connection every 40 ms");
    LabProcess loop =
        lab.spawn(
            "client",
            "requests",
            List.of("perl", "-e", script("request-loop.pl"), VIP, "80", "40", "250", "14"));
    await("the first pages", Duration.ofSeconds(20), () -> requests(loop).answered() >= 25);
    console.command("lvs1", "(power off: its kernel is killed)");
    lab.powerOff("lvs1");
    loop.await(Duration.ofSeconds(60));
    RequestLog log = requests(loop);
    double gap =
        log.longestGapMillis()
            .orElseThrow(() -> new LabException("service did not come back after the power cut"));
    require(holdsVip("lvs2"), "lvs2 did not take the VIP");
    report =
        report.withFailover(
            new DemoReport.FailoverFigures(Math.round(gap), log.requests().size(), log.lost()));
    console.result(
        "service was back after %.2f s (VRRP allows %.2f s); %d of %d requests lost"
            .formatted(
                gap / 1000, DOWN_INTERVAL_MILLIS / 1000.0, log.lost(), log.requests().size()));
    require(
        gap <= DOWN_INTERVAL_MILLIS + ALLOWANCE_MILLIS,
        "the failover took longer than VRRP's %d ms plus %d ms"
            .formatted(DOWN_INTERVAL_MILLIS, ALLOWANCE_MILLIS));
  }

  private void failBack() {
    console.stage(
        "Switch lvs1 on again: it restores its state and, with the higher priority, takes over");
    lab.start("lvs1");
    await("lvs1 to hold the VIP again", Duration.ofSeconds(60), () -> holdsVip("lvs1"));
    await("lvs2 to give the VIP up", Duration.ofSeconds(10), () -> !holdsVip("lvs2"));
    awaitService();
    hactl("status");
    console.result("lvs1 is master again, from its own disk, without the control node");
  }

  private void drift() {
    console.stage("Change three things by hand and watch the repair");
    double vip =
        repair(
            "lvs1",
            "/proc/net/fib_trie",
            VIP.replace(".", "\\.") + "$",
            "ip",
            "address",
            "delete",
            VIP + "/32",
            "dev",
            "eth0");
    double realServer =
        repair(
            "lvs1",
            "/proc/net/ip_vs",
            "C0A80012:0050",
            "ipvsadm",
            "-d",
            "-t",
            VIP + ":80",
            "-r",
            "192.168.0.18:80");
    double sysctl =
        repair(
            "web1",
            "/proc/sys/net/ipv4/conf/lo/arp_ignore",
            "^1$",
            "sysctl",
            "-q",
            "-w",
            "net.ipv4.conf.lo.arp_ignore=0");
    report = report.withDrift(new DemoReport.DriftFigures(vip, realServer, sysctl));
    ExecResult journal = hactl("drift");
    for (String trace : List.of(VIP, "192.168.0.18", "arp_ignore")) {
      require(journal.out().contains(trace), "hactl drift does not list " + trace);
    }
    require(vip < 1000, "the VIP was missing for %.0f ms".formatted(vip));
    require(holdsVip("lvs1"), "lvs1 lost its role with the VIP");
  }

  private double repair(String host, String file, String pattern, String... command) {
    console.command(host, String.join(" ", command));
    List<String> words =
        new ArrayList<>(List.of("perl", "-e", script("repair-timer.pl"), file, pattern));
    words.addAll(Arrays.asList(command));
    String text =
        lab.exec(host, Duration.ofSeconds(30), words)
            .orThrow("'%s' on %s".formatted(String.join(" ", command), host))
            .text();
    require(!text.equals("never"), "%s was not repaired within 10 s".formatted(file));
    double millis = Double.parseDouble(text);
    console.result(String.format(Locale.ROOT, "repaired after %.1f ms", millis));
    return millis;
  }

  private void onboard() {
    console.stage("Onboard a third web server");
    lab.add(WEB3);
    long began = System.nanoTime();
    hactl("onboard", WEB3.name(), "--address", WEB3.address(), "--group", "webs");
    double seconds = secondsSince(began);
    awaitPages(Set.of("web1", "web2", "web3"));
    List<String> pages = fetch(6);
    require(
        new TreeSet<>(pages).equals(Set.of("web1", "web2", "web3")),
        "the pages after onboarding were " + pages);
    report = report.withOnboard(new DemoReport.Onboard(seconds, pages));
    console.result("%s, %.1f s after the command".formatted(String.join(", ", pages), seconds));
  }

  private ExecResult hactl(String... arguments) {
    console.command("control", "hactl " + String.join(" ", arguments));
    ExecResult result = control.hactl(Duration.ofMinutes(5), console::said, arguments);
    require(
        result.exit() == 0,
        "'hactl %s' ended with status %d".formatted(String.join(" ", arguments), result.exit()));
    return result;
  }

  /**
   * Fetches the address several times with one curl, because a guest starts a process far slower
   * than it opens a connection.
   */
  private List<String> fetch(int times) {
    String url = "http://" + VIP + "/";
    console.command("client", "curl " + url + "   (%d times)".formatted(times));
    return curl(times);
  }

  private List<String> curl(int times) {
    List<String> command =
        new ArrayList<>(List.of("curl", "-sS", "-m", "3", "-H", "Connection: close"));
    command.addAll(Collections.nCopies(times, "http://" + VIP + "/"));
    return lab.exec("client", Duration.ofSeconds(60), command)
        .out()
        .lines()
        .map(String::strip)
        .toList();
  }

  private void awaitService() {
    awaitPages(Set.of("web1", "web2"));
  }

  private void awaitPages(Set<String> servers) {
    await(
        "pages from " + String.join(", ", new TreeSet<>(servers)),
        Duration.ofSeconds(60),
        () -> new TreeSet<>(curl(2 * servers.size())).equals(new TreeSet<>(servers)));
  }

  private boolean holdsVip(String host) {
    return lab.sh(host, "ip -o address show dev eth0").out().contains(" " + VIP + "/");
  }

  private static RequestLog requests(LabProcess loop) {
    return RequestLog.parse(loop.output());
  }

  private static void await(String what, Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new LabException("waited %d s for %s".formatted(limit.toSeconds(), what));
      }
      try {
        Thread.sleep(Duration.ofMillis(100));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LabException("interrupted while waiting for " + what, e);
      }
    }
  }

  private static void require(boolean happened, String otherwise) {
    if (!happened) {
      throw new LabException(otherwise);
    }
  }

  private static double secondsSince(long nanos) {
    return Math.round((System.nanoTime() - nanos) / 1e8) / 10.0;
  }

  private static String script(String name) {
    try (InputStream in = Demo.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new LabException("the script " + name + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
