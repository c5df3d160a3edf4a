package org.hactl.control.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.FakeAgent;
import org.hactl.control.Fleets;
import org.hactl.control.SaidBytes;
import org.hactl.control.Statuses;
import org.hactl.ssh.CommandOutput;
import org.hactl.ssh.DuplexStream;
import org.hactl.ssh.LocalLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Login shells that print before each command. */
class ShellNoiseTest {
  private static final String GREETING =
      "Welcome, authorised users only {\"type\":1}\nkernel=Noise\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        GREETING,
        "no line's end",
        "\u001b[1;32mWelcome\u001b[0m\r\n\u001b]0;title\u0007# ",
        "\n\n"
      })
  void anAgentBehindAShellThatPrintsIsUnderstood(String noise) {
    FakeAgent agent =
        new FakeAgent(
            FakeAgent.probeText("d"),
            request ->
                request instanceof Request.Hello
                    ? List.of(new Reply.Hello(1, "0.1.0", "d", 3, "d", 0))
                    : List.of(new Reply.Status(Statuses.ofServices("web3", List.of()))));
    agent.noise = noise;
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
  }

  @ParameterizedTest
  @ValueSource(strings = {GREETING, "no line's end", "\u001b[1mcoloured\u001b[0m"})
  void noiseOnBothStreamsIsRemoved(String noise) throws Exception {
    try (LocalLink link = new LocalLink()) {
      String startUpFile =
          "printf %s "
              + ShellWords.quote(noise)
              + "; printf %s "
              + ShellWords.quote(noise)
              + " >&2\n";
      CommandOutput output =
          ShellNoise.removedFrom(
              link.run(
                  startUpFile
                      + ShellWords.script(ShellNoise.marked("echo uid=0; echo warning >&2")),
                  InputStream.nullInputStream(),
                  _ -> {},
                  Duration.ofSeconds(60)));
      assertThat(output).isEqualTo(new CommandOutput(0, "uid=0\n", "warning\n"));
    }
  }

  @Test
  void theOutputOfACommandThatDidNotStartStaysUnchanged() {
    CommandOutput refused =
        ShellNoise.removedFrom(
            new CommandOutput(1, GREETING, "sudo: sorry, you must have a tty to run sudo\n"));
    assertThat(refused.out()).isEmpty();
    HostException e = HostRefusals.probe(refused, true);
    assertThat(e.nextStep()).contains("!requiretty").doesNotContain("NOPASSWD");
    CommandOutput greeted =
        new CommandOutput(
            1, "", "stty: 'standard input': Inappropriate ioctl\nsudo: a password is required\n");
    assertThat(HostRefusals.probe(greeted, true).nextStep()).contains("NOPASSWD");
    CommandOutput replaced = ShellNoise.removedFrom(new CommandOutput(0, "", ""));
    assertThat(replaced.ok()).isFalse();
    assertThat(HostRefusals.probe(replaced, true).nextStep())
        .contains("~/.bashrc", "another shell");
    CommandOutput quoting = new CommandOutput(1, "x " + ShellNoise.MARKER + "\n", "");
    assertThat(ShellNoise.removedFrom(quoting).out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sudo: a password is required                                             | NOPASSWD",
        "Sorry, user deploy is not allowed to execute '/bin/sh -c x' as root on a. | NOPASSWD",
        "betty is not in the sudoers file.                                        | NOPASSWD",
        "sudo: Ein Passwort ist notwendig                                         | NOPASSWD",
        "sudo: Entschuldigung, Sie benötigen ein tty, um sudo auszuführen         | !requiretty",
        "sudo: sorry, you must have a tty to run sudo                             | !requiretty",
        "fish: Unknown command: sudo                                              | install sudo",
        "sudo: Command not found.                                                 | install sudo",
        "bash: line 1: exec: sudo: not found                                      | install sudo",
        "This account is currently not available.                                 | echo ok",
        "Sorry, the disk is full                                                  | echo ok"
      })
  void theNextStepFitsWhatTheHostSaid(String said, String step) {
    CommandOutput refused = ShellNoise.removedFrom(new CommandOutput(1, GREETING, said + "\n"));
    assertThat(HostRefusals.probe(refused, true).nextStep()).contains(step);
  }

  @Test
  void aShellThatPrintsTooMuchIsNamedAsTheCause() {
    HostException e = failure("noise\n".repeat(20_000));
    assertThat(e).hasMessageContaining("preceded by more than 64 kB; the shell printed: noise");
    assertThat(e.nextStep()).contains("~/.bashrc");
    assertThat(failure("bye\n")).hasMessageContaining("ended before it began; the shell printed");
  }

  @Test
  void aShellThatWaitsForInputIsNamedAsTheCause() throws Exception {
    try (LocalLink link = new LocalLink()) {
      DuplexStream duplex = link.start("echo 'Your name?'; read -r name");
      HostException e =
          catchThrowableOfType(
              HostException.class, () -> ShellNoise.skip(duplex, Duration.ofMillis(1)));
      assertThat(e).hasMessageContaining("did not begin within 0 s");
      assertThat(e.nextStep()).contains("wait for input");
    }
  }

  private static HostException failure(String said) {
    DuplexStream duplex = SaidBytes.of(said.getBytes(StandardCharsets.UTF_8));
    return catchThrowableOfType(
        HostException.class, () -> ShellNoise.skip(duplex, Duration.ofSeconds(60)));
  }
}
