package org.hactl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Two real guest kernels; the tests run one after the other on the same hosts. */
@Tag("nightly")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UmlLabTest {
  private final String name = "t-uml-" + ProcessHandle.current().pid();
  private final Lab lab;

  UmlLabTest() {
    lab =
        Labs.up(
            LabSpec.article(name, Driver.UML)
                .withHosts(
                    List.of(
                        new HostSpec("lvs1", "192.168.0.14"),
                        new HostSpec("web1", "192.168.0.18"))),
            LabProgress.NONE);
  }

  @BeforeAll
  void hostsAreWhatAnOperatorHas() {
    assertThat(lab.exec("web1", "hostname").text()).isEqualTo("web1");
    assertThat(lab.sh("web1", "ps -o comm= 1; command -v java nginx python3").text())
        .isEqualTo("systemd");
    assertThat(lab.exec("web1", "echo", "two  words", "it's", "$HOME").out())
        .isEqualTo("two  words it's $HOME\n");
  }

  @AfterAll
  void nothingIsLeft() {
    String namespace = lab.status().namespace();
    lab.down();
    assertThat(Network.namespaces(name)).isEmpty();
    assertThat(Path.of("/run/hactl-lab", name)).doesNotExist();
    assertThat(LabPaths.ofMachine().disks(name)).doesNotExist();
    assertThat(Mounts.below(Path.of("/run/netns"), LabPaths.read(Path.of("/proc/self/mountinfo"))))
        .doesNotContain(Path.of("/run/netns", namespace));
    assertThat(
            ProcessHandle.allProcesses()
                .filter(p -> Files.exists(Path.of("/proc/" + p.pid() + "/cmdline")))
                .filter(p -> p.info().commandLine().orElse("").contains("/" + name + "/")))
        .isEmpty();
  }

  @Test
  @Order(1)
  void theGuestKernelHasIpvs() {
    lab.exec("lvs1", "modprobe", "ip_vs").orThrow("loading ip_vs");
    assertThat(lab.exec("lvs1", "ipvsadm", "-Ln").out()).startsWith("IP Virtual Server version");
  }

  @Test
  @Order(2)
  void aPackageInstallsFromTheLabsRepository() {
    lab.exec("web1", "apt-get", "-q", "update").orThrow("apt-get update");
    lab.exec(
            "web1",
            Duration.ofMinutes(5),
            List.of(
                "env",
                "DEBIAN_FRONTEND=noninteractive",
                "apt-get",
                "-q",
                "-y",
                "install",
                "nginx-light"))
        .orThrow("apt-get install");
    assertThat(lab.exec("web1", "systemctl", "is-active", "nginx").text()).isEqualTo("active");
    assertThat(lab.exec("lvs1", "curl", "-s", "http://192.168.0.18/").out()).contains("nginx");
  }

  @Test
  @Order(3)
  void mailReachesRoot() {
    String mail = "printf 'Subject: failover\\n\\nlvs1 is master\\n' >/tmp/mail";
    String send =
        "curl -sS smtp://127.0.0.1:25 --mail-from root@localhost --mail-rcpt root@localhost -T /tmp/mail";
    lab.sh("lvs1", mail + " && " + send).orThrow("sending mail");
    assertThat(
            Poll.until(
                Duration.ofSeconds(20),
                Duration.ofMillis(200),
                () -> lab.sh("lvs1", "cat /var/mail/root").out().contains("lvs1 is master")))
        .isTrue();
  }

  @Test
  @Order(4)
  void aCutHostIsAloneUntilItIsHealed() {
    lab.cut("web1");
    assertThat(lab.exec("lvs1", "ping", "-c1", "-W2", "192.168.0.18").ok()).isFalse();
    lab.heal("web1");
    assertThat(lab.exec("lvs1", "ping", "-c3", "-W2", "192.168.0.18").ok()).isTrue();
  }

  @Test
  @Order(5)
  void aPowerCutLosesOnlyWhatWasNotSynced() {
    lab.sh("web1", "echo kept >/root/synced && sync").orThrow("writing");
    lab.powerOff("web1");
    assertThat(lab.status().hosts().get(1).power()).isEqualTo("off");
    assertThat(lab.exec("lvs1", "ping", "-c1", "-W1", "192.168.0.18").ok()).isFalse();
    lab.start("web1");
    assertThat(lab.sh("web1", "cat /root/synced; hostname").out()).isEqualTo("kept\nweb1\n");
    assertThat(lab.exec("web1", "systemctl", "is-active", "nginx").text()).isEqualTo("active");
  }

  @Test
  @Order(6)
  void aHostJoinsAndStrictKeysHold() {
    lab.add(new HostSpec("web3", "192.168.0.22"));
    assertThat(
            lab.exec(
                    Lab.CONTROL,
                    "ssh",
                    "-i",
                    lab.privateKey().toString(),
                    "-o",
                    "UserKnownHostsFile=" + lab.knownHosts(),
                    "-o",
                    "StrictHostKeyChecking=yes",
                    "root@192.168.0.22",
                    "hostname")
                .text())
        .isEqualTo("web3");
  }
}
