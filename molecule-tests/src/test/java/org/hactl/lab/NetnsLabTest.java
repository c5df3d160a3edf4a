package org.hactl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A lab of namespaces, for real. */
@Tag("lab")
class NetnsLabTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private final String name = "t-netns-" + ProcessHandle.current().pid();
  private Lab lab = noLab();

  @BeforeEach
  void up() {
    lab =
        Labs.up(
            LabSpec.article(name, Driver.NETNS)
                .withHosts(
                    List.of(new HostSpec("a", "192.168.0.2"), new HostSpec("b", "192.168.0.3"))),
            LabProgress.NONE);
  }

  @AfterEach
  void down() {
    Labs.down(name);
    assertThat(Network.namespaces(name)).isEmpty();
    assertThat(Path.of("/run/hactl-lab", name)).doesNotExist();
  }

  @Test
  void hostsTalkUntilTheCableIsCut() {
    assertThat(carries("a", "192.168.0.3")).isTrue();
    assertThat(carries(Lab.CONTROL, "192.168.0.3")).isTrue();
    lab.cut("b");
    assertThat(carries("a", "192.168.0.3")).isFalse();
    assertThat(status("b")).isEqualTo("on cut");
    lab.heal("b");
    assertThat(carries("a", "192.168.0.3")).isTrue();
    lab.cut("b", Cut.CARRIER);
    assertThat(lab.sh("b", "cat /sys/class/net/eth0/carrier").text()).isEqualTo("0");
    lab.heal("b");
    assertThat(lab.sh("b", "cat /sys/class/net/eth0/carrier").text()).isEqualTo("1");
  }

  @Test
  void powerOffEndsWhatRunsInTheHost() {
    LabProcess sleeper = lab.spawn("b", "sleeper", List.of("sh", "-c", "echo up; exec sleep 999"));
    assertThat(Poll.until(SOON, Duration.ofMillis(10), () -> sleeper.output().equals("up\n")))
        .isTrue();
    lab.powerOff("b");
    assertThat(sleeper.isAlive()).isFalse();
    assertThat(status("b")).isEqualTo("off cut");
    assertThatThrownBy(() -> lab.exec("b", "true")).hasMessageContaining("b is off");
    lab.powerOff("b");
    lab.start("b");
    assertThat(status("b")).isEqualTo("on up");
    assertThat(carries("a", "192.168.0.3")).isTrue();
  }

  @Test
  void aHostJoins() {
    lab.add(new HostSpec("c", "192.168.0.4"));
    assertThat(carries("c", "192.168.0.3")).isTrue();
    assertThat(Labs.open(name).hosts()).extracting(HostSpec::name).containsExactly("a", "b", "c");
    assertThatThrownBy(() -> lab.add(new HostSpec("d", "192.168.0.4")))
        .hasMessageContaining("already taken");
    assertThat(lab.hosts()).hasSize(3);
  }

  @Test
  void aSecondLabOfTheNameIsRefused() {
    assertThatThrownBy(() -> Labs.up(LabSpec.article(name, Driver.NETNS), LabProgress.NONE))
        .hasMessageContaining("is already up with 2 hosts");
    assertThat(lab.exec("a", "true").ok()).isTrue();
  }

  @Test
  void downWorksWhenTheRecordIsGone() {
    LabProcess sleeper = lab.spawn(Lab.CONTROL, "sleeper", List.of("sleep", "999"));
    LabPaths.delete(Path.of("/run/hactl-lab", name));
    assertThat(Labs.down(name)).isTrue();
    sleeper.await(SOON);
    assertThat(Labs.down(name)).isFalse();
  }

  @Test
  void whatAnInterruptedUpLeftIsRemovedByTheNext() {
    LabRecord left =
        new LabRecord(
            LabSpec.article(name, Driver.NETNS),
            LabRecord.LabPhase.MAKING,
            new LabProcesses.Ref(ProcessHandle.current().pid(), 1), // a process that is long gone
            "",
            "",
            List.of());
    left.save(LabPaths.ofMachine().record(name));
    up();
    assertThat(lab.exec("a", "true").ok()).isTrue();
  }

  @Test
  void exitAndStreamsComeThrough() {
    assertThat(lab.sh("a", "echo out; echo err >&2; exit 7"))
        .isEqualTo(new ExecResult(7, "out\n", "err\n"));
    assertThat(Files.isDirectory(lab.folder("a"))).isTrue();
  }

  /** Whether a TCP packet gets an answer there: a refusal, as nothing listens. */
  private boolean carries(String from, String address) {
    return lab.sh(from, "timeout 1 bash -c 'exec 3<>/dev/tcp/%s/9' 2>&1".formatted(address))
        .out()
        .contains("refused");
  }

  private String status(String host) {
    return lab.status().hosts().stream()
        .filter(h -> h.name().equals(host))
        .map(h -> h.power() + " " + h.link())
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("NullAway") // set before each test
  private static Lab noLab() {
    return null;
  }
}
