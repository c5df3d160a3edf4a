package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.hactl.control.host.HostScript;
import org.hactl.control.image.RuntimeRecipe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts that change the image of a host without systemd, with agents that do nothing but
 * listen, in folders and processes of their own.
 */
@Tag("lab")
class ActivateLabTest {
  private static final String PLACE =
      """
      mount -t tmpfs tmpfs /opt && mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs /etc/init.d &&
        mount -t tmpfs tmpfs /var/log || exit 99
      mkdir /opt/hactl
      PATH=$PWD/bin:/usr/bin:/bin
      activate() {
        [ -e "/opt/hactl/$1" ] || cp -a "images/$1" /opt/hactl/
        sh activate.sh "$1"
        echo "status $?"
      }
      kept() { cat /run/hactl/supervise.pid; }
      """;

  /** An old supervisor, which does not switch to the new image after an upgrade. */
  private static final String OLD_SUPERVISE =
      """
      #!/bin/sh
      bin=$(readlink -f "$0")
      agent=${bin%/*}/hactl-agent
      child= stopping=
      mkdir -p /run/hactl
      echo $$ >/run/hactl/supervise.pid
      stop() {
        stopping=yes
        [ -n "$child" ] && kill -TERM "$child" 2>/dev/null
      }
      trap stop TERM INT
      while [ -z "$stopping" ]; do
        nice -n -10 "$agent" run &
        child=$!
        while kill -0 "$child" 2>/dev/null; do wait "$child"; done
        [ -z "$stopping" ] && sleep 0.05
      done
      rm -f /run/hactl/supervise.pid
      """;

  @TempDir Path folder;

  @BeforeEach
  void scripts() throws Exception {
    Files.writeString(folder.resolve("activate.sh"), HostScript.ACTIVATE.text());
    Files.writeString(folder.resolve("remove.sh"), HostScript.REMOVE.text());
    // The scripts sleep for half a second between two looks. In this test the result is there at
    // once or never, so a shorter sleep is enough.
    executable("bin/sleep", "#!/bin/sh\nexec /usr/bin/sleep 0.02\n");
    image("one", RuntimeRecipe.template("hactl-supervise"), agent());
    image("two", RuntimeRecipe.template("hactl-supervise"), agent());
    image("broken", RuntimeRecipe.template("hactl-supervise"), agentThatBreaks());
    image("bad", RuntimeRecipe.template("hactl-supervise"), "#!/bin/sh\nexit 1\n");
    image(
        "older",
        RuntimeRecipe.template("hactl-supervise"),
        agent().replace("exit 0 # check-state", "{ echo the state is newer; exit 65; }"));
    image("old", OLD_SUPERVISE, agent());
    image("first", RuntimeRecipe.template("hactl-supervise"), agentThatHandsOver());
    image("second", RuntimeRecipe.template("hactl-supervise"), agentThatHandsOver());
  }

  @Test
  void anUpgradeKillsTheAgentAndKeepsItsSupervisor() throws Exception {
    String said =
        run("activate one; before=$(kept); activate two; [ $(kept) = $before ] && echo kept");
    assertThat(said).isEqualTo("status 0\nstatus 0\nkept\n");
    assertThat(log()).isEqualTo("one\ntwo\n");
  }

  /** The supervisor of the first image adopts the agents of the others, until one is killed. */
  @Test
  void anAgentThatCanHandOverIsNotKilled() throws Exception {
    String said =
        run(
            "activate first; before=$(kept); activate second; [ $(kept) = $before ] && echo kept;"
                + " : >/run/busy; activate first; readlink /opt/hactl/current; rm /run/busy;"
                + " kill -KILL $(cat /run/hactl/agent.pid);"
                + " for i in $(seq 500); do grep -q 'second run' "
                + folder.resolve("log")
                + " && break; sleep 1; done; [ $(kept) = $before ] && echo kept");
    assertThat(said)
        .isEqualTo(
            """
            status 0
            status 0
            kept
            an apply is running
            the agent that ran before was not touched
            status 36
            second
            kept
            """);
    assertThat(log()).isEqualTo("first run\nsecond takeover\nfirst takeover\nsecond run\n");
  }

  @Test
  void anImageThatDoesNotComeUpGivesWayToTheOneBefore() throws Exception {
    String said =
        run(
            "activate one; activate bad; readlink /opt/hactl/current; ls /opt/hactl;"
                + " [ -S /run/hactl/agent.sock ] && echo listens");
    assertThat(said)
        .contains("the image that was current before, one, runs again\nstatus 33\none\n")
        .endsWith("listens\n")
        .doesNotContain("bad\n");
    assertThat(log()).startsWith("one\n").endsWith("one\n");
  }

  @Test
  void anImageThatCannotReadTheHostsStateIsNotActivated() throws Exception {
    String said =
        run(
            "activate one; activate older; readlink /opt/hactl/current;"
                + " sh activate.sh older allowed; readlink /opt/hactl/current");
    assertThat(said).isEqualTo("status 0\nthe state is newer\nstatus 34\none\nolder\n");
    assertThat(log()).isEqualTo("one\nolder\n");
  }

  @Test
  void oneThatBreaksWhenItListensAlreadyGivesWay() throws Exception {
    String said = run("activate one; activate broken; readlink /opt/hactl/current");
    assertThat(said)
        .contains("the image that was current before, one, runs again\nstatus 33\none\n");
    assertThat(log()).startsWith("one\n").endsWith("one\n");
  }

  @Test
  void aSupervisorThatKeepsToItsImageIsStoppedInOrder() throws Exception {
    assertThat(run("activate old; activate two; activate old; activate one"))
        .isEqualTo("status 0\n".repeat(4));
    assertThat(log()).isEqualTo("old\nstopped\ntwo\nold\nstopped\none\n");
  }

  @Test
  void aRemovalStopsTheAgentAndLeavesNoFile() throws Exception {
    String said =
        run(
            "mount -t tmpfs tmpfs /var/lib && mkdir -p /var/lib/hactl/generations;"
                + " activate one; sh remove.sh; echo status $?;"
                + " ls -d /opt/hactl /run/hactl /var/lib/hactl /etc/init.d/hactl-agent 2>&1 |"
                + " grep -c 'No such file'; pgrep -x hactl-supervise || echo stopped");
    assertThat(said).isEqualTo("status 0\nstatus 0\n4\nstopped\n");
    assertThat(log()).isEqualTo("one\nstopped\n");
  }

  @Test
  void aRemovalNamesWhatItCannotRemove() throws Exception {
    String said =
        run(
            "mount -t tmpfs tmpfs /var/lib && mkdir -p /var/lib/hactl &&"
                + " mount -t tmpfs tmpfs /var/lib/hactl; activate one; sh remove.sh; echo status $?");
    assertThat(said).isEqualTo("status 0\nleft=/var/lib/hactl\nstatus 40\n");
  }

  /** An agent that binds its socket and then ends, because it cannot read its state. */
  private static String agentThatBreaks() {
    return """
    #!/bin/sh
    [ "$1" = run ] || exit 1
    exec perl -MIO::Socket::UNIX -e '
      unlink "/run/hactl/agent.sock";
      IO::Socket::UNIX->new(Local => "/run/hactl/agent.sock", Listen => 1) or die;'
    """;
  }

  private String agentThatHandsOver() {
    return """
    #!/bin/sh
    [ "$1" != check-state ] || exit 0
    [ "$1" != ask ] || { [ -S /run/hactl/agent.sock ] && echo '{"type":"hello"}'; exit; }
    home=$(readlink -f "$0") home=${home%/bin/*}
    echo "${home##*/} $1" >>LOG
    if [ "$1" = takeover ]; then
      [ ! -e /run/busy ] || { echo refused an apply is running >/run/hactl/takeover.result; exit 1; }
      echo $$ >"$HACTL_SUPERVISED"
      kill -KILL "$(cat /run/hactl/agent.pid)"
      echo taken >/run/hactl/takeover.result
    fi
    exec perl -MIO::Socket::UNIX -e '
      unlink "/run/hactl/agent.sock", "/run/hactl/takeover.sock";
      my $takeover = IO::Socket::UNIX->new(Local => "/run/hactl/takeover.sock", Listen => 1) or die;
      my $socket = IO::Socket::UNIX->new(Local => "/run/hactl/agent.sock", Listen => 1) or die;
      select(undef, undef, undef, 1) while 1;'
    """
        .replace("LOG", folder.resolve("log").toString());
  }

  private String agent() {
    return """
    #!/bin/sh
    [ "$1" != check-state ] || exit 0 # check-state
    if [ "$1" = ask ]; then
      exec perl -MIO::Socket::UNIX -e '
        IO::Socket::UNIX->new(Peer => "/run/hactl/agent.sock") or exit 1;
        print "{\\"type\\":\\"hello\\"}\\n";'
    fi
    home=$(readlink -f "$0") home=${home%/bin/*}
    echo "${home##*/}" >>LOG
    exec perl -MIO::Socket::UNIX -e '
      unlink "/run/hactl/agent.sock";
      $SIG{TERM} = sub { open(my $log, ">>", "LOG"); print $log "stopped\\n"; close $log; exit };
      my $socket = IO::Socket::UNIX->new(Local => "/run/hactl/agent.sock", Listen => 1) or die;
      select(undef, undef, undef, 1) while 1;'
    """
        .replace("LOG", folder.resolve("log").toString());
  }

  private void image(String digest, String supervise, String agent) throws IOException {
    String home = "images/" + digest + "/";
    executable(home + "bin/hactl-supervise", supervise);
    executable(home + "bin/hactl-agent", agent);
    executable(home + "share/hactl-agent.init", RuntimeRecipe.template("hactl-agent.init"));
    Files.writeString(folder.resolve(home + "DIGEST"), digest + "\n");
  }

  private void executable(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private String run(String commands) throws Exception {
    Process process =
        new ProcessBuilder(
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--mount-proc",
                "sh",
                "-c",
                PLACE + commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
