package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.hactl.control.host.HostScript;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How the units of an image replace those of another one. A script takes the place of {@code
 * systemctl}; it writes down what it was asked, and the agents do nothing but answer.
 */
@Tag("lab")
class ActivateUnitsLabTest {
  private static final String PLACE =
      """
      mount -t tmpfs tmpfs /opt && mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs /etc/systemd/system ||
        exit 99
      mkdir -p /run/systemd/system /run/hactl /opt/hactl
      perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => "/run/agent", Listen => 1) or die'
      PATH=$PWD/bin:/usr/bin:/bin
      activate() {
        [ -e "/opt/hactl/$1" ] || cp -a "images/$1" /opt/hactl/
        sh activate.sh "$1"
        echo "status $?"
      }
      asked() { cat asked; rm -f asked; }
      units() { (cd /etc/systemd/system && head -n 9 hactl-*); }
      """;

  private static final String SYSTEMCTL =
      """
      #!/bin/sh
      echo "$*" >>asked
      case "$*" in
        *"is-active hactl-agent.service") [ -e /run/active ] ;;
        "start hactl-agent.service" | "kill "*) : >/run/active; cp -a /run/agent /run/hactl/agent.sock ;;
        "reload "*) cp /run/answer /run/hactl/takeover.result ;;
        "start hactl-helper.socket") cp -a /run/agent /run/hactl/helper.sock ;;
        "enable "*) mkdir -p /etc/systemd/system/multi-user.target.wants
          ln -s ../hactl-agent.service /etc/systemd/system/multi-user.target.wants/ ;;
        daemon-reload) [ ! -e /run/broken ] || { rm /run/broken; exit 1; } ;;
      esac
      """;

  private static final String CAN_HAND_OVER =
      "activate two; asked >/dev/null; cp -a /run/agent /run/hactl/takeover.sock; ";

  private static final String UNITS_OF_TWO =
      """
      ==> hactl-agent.service <==
      two hactl-agent.service

      ==> hactl-helper.service <==
      two hactl-helper.service

      ==> hactl-helper.socket <==
      two hactl-helper.socket
      """;

  @TempDir Path folder;

  @BeforeEach
  void scripts() throws Exception {
    Files.writeString(folder.resolve("activate.sh"), HostScript.ACTIVATE.text());
    Files.writeString(folder.resolve("probe.sh"), HostScript.PROBE.text());
    executable("bin/sleep", "#!/bin/sh\nexec /usr/bin/sleep 0.02\n");
    executable("bin/systemctl", SYSTEMCTL);
    image("one", "hactl-agent.service");
    image("two", "hactl-agent.service", "hactl-helper.service", "hactl-helper.socket");
    image("three", "hactl-agent.service", "hactl-helper.service", "hactl-helper.socket");
  }

  @Test
  void theHelperThatRunsIsLeftToTheNewAgent() throws Exception {
    assertThat(run("activate two; asked >/dev/null; activate three; asked"))
        .isEqualTo(
            """
            status 0
            status 0
            daemon-reload
            start hactl-helper.socket
            --quiet is-active hactl-agent.service
            kill --kill-who=main --signal=KILL hactl-agent.service
            """);
  }

  @Test
  void anAgentThatCanHandOverIsNotKilled() throws Exception {
    assertThat(run(CAN_HAND_OVER + "echo taken >/run/answer; activate three; asked"))
        .isEqualTo(
            """
            status 0
            status 0
            daemon-reload
            start hactl-helper.socket
            --quiet is-active hactl-agent.service
            reload hactl-agent.service
            """);
  }

  @Test
  void anAgentThatMayNotHandOverGoesOn() throws Exception {
    assertThat(
            run(
                CAN_HAND_OVER
                    + "echo refused an apply is running >/run/answer; activate three;"
                    + " readlink /opt/hactl/current; units; grep kill asked"))
        .isEqualTo(
            """
            status 0
            an apply is running
            the agent that ran before was not touched
            status 36
            two
            """
                + UNITS_OF_TWO);
  }

  @Test
  void anAgentThatDoesNotAnswerIsKilled() throws Exception {
    assertThat(run(CAN_HAND_OVER + "echo absent >/run/answer; activate three; asked"))
        .endsWith(
            """
            reload hactl-agent.service
            kill --kill-who=main --signal=KILL hactl-agent.service
            """);
  }

  @Test
  void aRestartSaysHow() throws Exception {
    assertThat(
            run(
                CAN_HAND_OVER
                    + "echo taken >/run/answer; sh activate.sh current; echo absent >/run/answer;"
                    + " sh activate.sh current"))
        .isEqualTo("status 0\nhanded-over\nkilled\n");
  }

  @Test
  void aSocketOfTheHelperThatIsGoneIsMadeAgain() throws Exception {
    assertThat(
            run("activate two; asked >/dev/null; rm /run/hactl/helper.sock; activate two; asked"))
        .contains(
            """
            status 0
            stop hactl-helper.socket hactl-helper.service
            start hactl-helper.socket
            """);
  }

  @Test
  void aFailureLeavesTheUnitsOfTheImageBefore() throws Exception {
    assertThat(
            run(
                "activate one; asked >/dev/null; : >/run/broken; activate two; asked; units;"
                    + " readlink /opt/hactl/current"))
        .isEqualTo(
            """
            status 0
            the agent that ran before was not touched
            status 31
            daemon-reload
            stop hactl-helper.service
            stop hactl-helper.socket
            daemon-reload
            one hactl-agent.service
            one
            """);
  }

  @Test
  void theProbeTellsAnAgentThatWasDisabledOrMaskedByHand() throws Exception {
    assertThat(
            run(
                "probe() { sh probe.sh | grep stopped; echo told; }; probe; activate one; probe;"
                    + " rm /etc/systemd/system/multi-user.target.wants/*; probe;"
                    + " : >/opt/hactl/.activating; probe; ls /opt/hactl/.activating;"
                    + " ln -sf /dev/null /etc/systemd/system/hactl-agent.service; probe"))
        .isEqualTo(
            """
            told
            status 0
            told
            stopped=disabled
            told
            told
            /opt/hactl/.activating
            stopped=masked
            told
            """);
  }

  /** The agent's unit may have an option that only the agent of its own image knows. */
  @Test
  void theAgentsUnitIsPutInPlaceLast() throws Exception {
    assertThat(
            run(
                "damaged=images/two/share/hactl-helper.socket; rm $damaged; mkdir $damaged; activate one;"
                    + " activate two 2>/dev/null; units"))
        .isEqualTo(
            """
            status 0
            the agent that ran before was not touched
            status 31
            one hactl-agent.service
            """);
  }

  private void image(String digest, String... units) throws IOException {
    String home = "images/" + digest + "/";
    executable(home + "bin/hactl-agent", "#!/bin/sh\necho '{\"type\":\"hello\"}'\n");
    Files.writeString(folder.resolve(home + "DIGEST"), digest + "\n");
    Files.createDirectories(folder.resolve(home + "share"));
    for (String unit : units) {
      Files.writeString(folder.resolve(home + "share/" + unit), digest + " " + unit + "\n");
    }
  }

  private void executable(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private String run(String commands) throws Exception {
    Process process =
        new ProcessBuilder("unshare", "--mount", "--pid", "--fork", "sh", "-c", PLACE + commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
