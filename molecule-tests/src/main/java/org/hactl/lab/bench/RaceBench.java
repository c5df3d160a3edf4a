package org.hactl.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hactl.lab.ControlNode;
import org.hactl.lab.Driver;
import org.hactl.lab.ExecResult;
import org.hactl.lab.Lab;
import org.hactl.lab.LabException;
import org.hactl.lab.LabProgress;
import org.hactl.lab.LabSpec;
import org.hactl.lab.Labs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The same site by Ansible with keepalived, and by hactl. */
@Command(
    name = "race",
    mixinStandardHelpOptions = true,
    description = {
      "Applies the same site to the same four guests: by hactl, then by Ansible with keepalived"
          + " (pipelining, one fork for each host; molecule-tests/ansible-race/).",
      "The packages are installed before, and so are hactl's agents: both sides only configure."
    })
final class RaceBench extends Bench {
  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final List<String> HOSTS = List.of("lvs1", "lvs2", "web1", "web2");
  private static final String SITE = "playbooks/site.yml";
  private static final String AGENTS_ONLY = "playbooks/agents-only.yml";

  /** Takes away what Ansible configured; the packages stay. */
  private static final String CLEAN =
      """
      systemctl disable --now keepalived lvs-vip nginx 2>/dev/null
      rm -f /etc/keepalived/keepalived.conf /etc/systemd/system/lvs-vip.service
      rm -f /etc/sysctl.d/50-lvs.conf /var/www/html/index.html
      for c in all lo; do
        sysctl -qw net.ipv4.conf.$c.arp_ignore=0 net.ipv4.conf.$c.arp_announce=0
      done
      systemctl daemon-reload
      ! ip address show | grep -q 192.168.0.254
      """;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Runs with nothing to change, on each side (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(
      names = "--trace",
      description = "Print what Ansible prints, and what hactl prints after how many seconds.")
  private boolean trace;

  @Override
  void run() {
    String name = "bench-race";
    Labs.down(name);
    LabSpec article = LabSpec.article(name, Driver.UML);
    LabSpec spec =
        article
            .withHosts(
                article.hosts().stream().filter(host -> HOSTS.contains(host.name())).toList())
            .withPackages(
                List.of("nginx-light", "keepalived", "ipvsadm", "python3", "python3-apt"));
    Lab lab = Labs.up(spec, LabProgress.NONE);
    try {
      race(lab, ControlNode.prepare(lab));
    } finally {
      lab.down();
    }
  }

  private void race(Lab lab, ControlNode control) {
    HOSTS.parallelStream().forEach(host -> install(lab, host));
    copy(ControlNode.repository().resolve("molecule-tests/ansible-race/agents-only.yml"), control);
    hactl(control, "apply", AGENTS_ONLY);
    print("the same site on two directors and two web servers");
    double hactlFirst = seconds(() -> hactl(control, "apply", SITE));
    double hactlAgain = again(() -> hactl(control, "apply", SITE));
    print("  hactl: first %.1f s, nothing to change %.2f s", hactlFirst, hactlAgain);
    hactl(control, "apply", AGENTS_ONLY);
    double ansibleFirst = seconds(() -> ansible(lab));
    print("  Ansible: first %.1f s; hactl %.2f x", ansibleFirst, hactlFirst / ansibleFirst);
    double ansibleAgain = again(() -> ansible(lab));
    print(
        "  Ansible: nothing to change %.1f s; hactl %.3f x",
        ansibleAgain, hactlAgain / ansibleAgain);
  }

  private static void install(Lab lab, String host) {
    String packages = host.startsWith("lvs") ? "keepalived ipvsadm" : "nginx-light";
    lab.exec(
            host,
            TIMEOUT,
            List.of(
                "sh",
                "-c",
                "export DEBIAN_FRONTEND=noninteractive; apt-get -q update && apt-get -qy"
                    + " --no-install-recommends install python3 python3-apt "
                    + packages
                    + " && "
                    + CLEAN))
        .orThrow("installing packages on " + host);
  }

  private double again(Runnable run) {
    List<Double> times = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      times.add(seconds(run));
    }
    return Samples.of(times).median();
  }

  private static double seconds(Runnable run) {
    long begun = System.nanoTime();
    run.run();
    return (System.nanoTime() - begun) / 1e9;
  }

  private void ansible(Lab lab) {
    Path folder = ControlNode.repository().resolve("molecule-tests/ansible-race");
    List<String> command =
        List.of(
            "env",
            "ANSIBLE_PIPELINING=1",
            "LC_ALL=C.UTF-8",
            "ANSIBLE_SSH_ARGS=-o ControlMaster=auto -o ControlPersist=60s -o UserKnownHostsFile="
                + lab.knownHosts(),
            "ansible-playbook",
            "-f",
            "4",
            "-i",
            folder.resolve("hosts.yml").toString(),
            "--private-key",
            lab.privateKey().toString(),
            folder.resolve("site.yml").toString());
    ExecResult result = lab.exec(Lab.CONTROL, TIMEOUT, command).orThrow("ansible-playbook");
    if (trace) {
      print("%s", result.out());
    }
  }

  private void hactl(ControlNode control, String... arguments) {
    long begun = System.nanoTime();
    ExecResult result =
        control.hactl(
            TIMEOUT,
            line -> {
              if (trace) {
                print("    %.2f %s", (System.nanoTime() - begun) / 1e9, line);
              }
            },
            arguments);
    if (!result.ok()) {
      throw new LabException(
          "hactl %s: %s%s".formatted(String.join(" ", arguments), result.out(), result.err()));
    }
  }

  private static void copy(Path file, ControlNode control) {
    try {
      Files.copy(file, control.folder().resolve("playbooks").resolve(file.getFileName()));
    } catch (IOException e) {
      throw new LabException("cannot copy %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
