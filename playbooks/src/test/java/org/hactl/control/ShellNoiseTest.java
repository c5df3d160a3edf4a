package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.ssh.CommandOutput;
import org.hactl.ssh.DuplexStream;
import org.hactl.ssh.LocalLink;
import org.junit.jupiter.api.Test;

/** Login shells that print before each command. */
class ShellNoiseTest {
  private static final String GREETING =
      "Welcome, authorised users only {\"type\":1}\nkernel=Noise\n";

  @Test
  void anAgentBehindAShellThatPrintsIsUnderstood() {
    FakeAgent agent =
        new FakeAgent(
            FakeAgent.probeText("d"),
            request ->
                request instanceof Request.Hello
                    ? List.of(new Reply.Hello(1, "0.1.0", "d", 3, "d", 0))
                    : List.of(new Reply.Status(Statuses.ofServices("web3", List.of()))));
    agent.noise = GREETING;
    Answer<HostStatus> answer =
        new AgentQueries(Fleets.ofSudo(Map.of("web3", agent))).status(List.of("web3")).getFirst();
    assertThat(answer.failure()).isNull();
    assertThat(agent.commands).last().asString().contains("hactl-agent bridge");
  }

  @Test
  void aScriptsOutputBeginsAfterTheNoise() throws Exception {
    try (LocalLink link = new LocalLink()) {
      CommandOutput output =
          new Shell(link, false).script("cat; echo \"out $1\"; echo err >&2; exit 3", "one");
      assertThat(output).isEqualTo(new CommandOutput(3, "out one\n", "err\n"));
    }
    CommandOutput noisy =
        new CommandOutput(
            0,
            GREETING + ShellNoise.MARKER + "\nuid=0\n",
            "motd\n" + ShellNoise.MARKER + "\nwarning\n");
    assertThat(ShellNoise.removedFrom(noisy))
        .isEqualTo(new CommandOutput(0, "uid=0\n", "warning\n"));
  }

  @Test
  void theOutputOfACommandThatDidNotStartStaysUnchanged() {
    CommandOutput refused =
        new CommandOutput(1, "", "sudo: sorry, you must have a tty to run sudo\n");
    assertThat(ShellNoise.removedFrom(refused)).isEqualTo(refused);
    HostException e = HostRefusals.probe(refused, true);
    assertThat(e.nextStep()).contains("!requiretty").doesNotContain("NOPASSWD");
    CommandOutput quoting = new CommandOutput(1, "x " + ShellNoise.MARKER + "\n", "");
    assertThat(ShellNoise.removedFrom(quoting)).isEqualTo(quoting);
  }

  @Test
  void aShellThatPrintsTooMuchIsNamedAsTheCause() {
    HostException e = failure("noise\n".repeat(20_000));
    assertThat(e).hasMessageContaining("preceded by more than 64 kB; the shell printed: noise");
    assertThat(e.nextStep()).contains("~/.bashrc");
    assertThat(failure("bye\n")).hasMessageContaining("ended before it began; the shell printed");
  }

  private static HostException failure(String said) {
    DuplexStream duplex = SaidBytes.of(said.getBytes(StandardCharsets.UTF_8));
    return catchThrowableOfType(
        HostException.class, () -> ShellNoise.skip(duplex, Duration.ofSeconds(60)));
  }
}
