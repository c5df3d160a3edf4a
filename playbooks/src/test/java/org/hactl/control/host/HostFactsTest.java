package org.hactl.control.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.hactl.control.FakeAgent;
import org.hactl.control.facts.SystemFacts;
import org.hactl.control.image.Architecture;
import org.hactl.control.image.RuntimeImage;
import org.hactl.ssh.CommandOutput;
import org.hactl.ssh.LocalLink;
import org.junit.jupiter.api.Test;

class HostFactsTest {
  private static final RuntimeImage IMAGE =
      new RuntimeImage("d1", Path.of("none"), 30_000_000, "00");
  private static final String BARE = FakeAgent.probeText("");

  @Test
  void aBareHostIsFitAndHoldsNothing() {
    HostFacts facts = HostFacts.parse(BARE);
    assertThat(facts.holds(IMAGE)).isFalse();
    assertThat(facts.runs(IMAGE)).isFalse();
    assertThatCode(() -> HostRefusals.check(facts, IMAGE, false)).doesNotThrowAnyException();
  }

  @Test
  void anImageRunsOnlyWithItsSocket() {
    assertThat(HostFacts.parse(FakeAgent.probeText("d1")).runs(IMAGE)).isTrue();
    assertThat(HostFacts.parse(FakeAgent.probeText("d1").replace("socket=yes", "")).runs(IMAGE))
        .isFalse();
    assertThat(HostFacts.parse(FakeAgent.probeText("d2")).runs(IMAGE)).isFalse();
    assertThat(HostFacts.parse(FakeAgent.probeText("d1") + "helper=closed\n").runs(IMAGE))
        .as("without the helper's socket it is started again")
        .isFalse();
  }

  @Test
  void anAgentThatAnOperatorStoppedIsTold() {
    assertThat(HostFacts.parse(BARE).unit().stopped()).isEqualTo(HostFacts.Stopped.NOT_BY_HAND);
    assertThat(HostFacts.parse(BARE + "stopped=masked\n").unit().stopped())
        .isEqualTo(HostFacts.Stopped.MASKED);
    HostException e =
        catchThrowableOfType(
            HostException.class,
            () -> HostRefusals.checkStopped(HostFacts.parse(BARE + "stopped=disabled\n")));
    assertThat(e).hasMessageContaining("stopped and disabled by hand");
    assertThat(e.nextStep()).contains("--start-stopped");
  }

  @Test
  void everyUnfitHostIsRefusedWithItsReason() {
    assertThat(refusal("uid=0", "uid=1000")).contains("not root");
    assertThat(refusal("kernel=Linux", "kernel=FreeBSD")).contains("FreeBSD");
    assertThat(refusal("machine=.*", "machine=riscv64")).contains("riscv64");
    assertThat(refusal("glibc=yes", "")).contains("no glibc");
    assertThat(refusal("glibc=yes", "glibc=yes\nmissing=tar")).contains("lacks tar");
    assertThat(refusal("rw,relatime", "ro,relatime")).contains("read-only");
    assertThat(refusal("rw,relatime", "rw,noexec")).contains("noexec");
    assertThat(refusal("free_kb=9000000", "free_kb=50000"))
        .contains("disk is full: 48 MB free at /");
  }

  @Test
  void theLastMountOverAPlaceCounts() {
    HostFacts facts = HostFacts.parse(BARE + "options=/ ro\noptions=/other noexec\n");
    assertThat(facts.fileSystem().options()).containsExactly("ro");
  }

  @Test
  void anOptionMayBeThereTwice() {
    HostFacts facts = HostFacts.parse(BARE + "options=/ rw,relatime,rw\n");
    assertThat(facts.fileSystem().options()).containsExactlyInAnyOrder("rw", "relatime");
  }

  @Test
  void theScriptSaysAllThisOfARealMachine() throws Exception {
    CommandOutput output = new Shell(new LocalLink(), false).script(HostScript.PROBE.text());
    HostFacts facts = HostFacts.parse(output.out());
    assertThat(facts.platform().kernel()).isEqualTo("Linux");
    assertThat(Architecture.of(facts.platform().machine())).isEqualTo(Architecture.ofThisMachine());
    assertThat(facts.missing()).isEmpty();
    assertThat(facts.fileSystem().mount()).startsWith("/");
    assertThat(facts.fileSystem().freeKilobytes()).isBetween(1L, Long.MAX_VALUE - 1);
  }

  private static String refusal(String line, String instead) {
    HostException e =
        catchThrowableOfType(
            HostException.class,
            () ->
                HostRefusals.check(
                    HostFacts.parse(BARE.replaceFirst(line, instead)), IMAGE, false));
    assertThat(e).as(instead).isNotNull();
    assertThat(e.nextStep()).isNotBlank();
    return String.valueOf(e.getMessage());
  }

  @Test
  void theScriptThatTellsAnOperatorsFactsRunsHere() throws Exception {
    CommandOutput output = new Shell(new LocalLink(), false).script(HostScript.FACTS.text());
    assertThat(output.err()).isEmpty();
    SystemFacts facts = SystemFacts.parse(output.out());
    assertThat(facts.kernel()).isNotEmpty();
    assertThat(facts.init()).isNotEmpty();
    assertThat(facts.sysctls()).containsKey("net.ipv4.ip_forward");
    assertThat(facts.interfaces()).extracting(SystemFacts.Interface::name).contains("lo");
  }
}
