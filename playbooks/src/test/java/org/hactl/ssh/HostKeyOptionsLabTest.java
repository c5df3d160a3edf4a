package org.hactl.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hactl.ssh.SshException.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * {@code HostKeyAlias} and {@code RevokedHostKeys}, in the user's configuration and as options of
 * the host, trust a server exactly where ssh itself does.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class HostKeyOptionsLabTest {
  /** Lines of known_hosts and the alias; H is the host with its port, K its key, O another key. */
  private record AliasCase(String lines, String alias) {}

  private static final List<AliasCase> ALIASES =
      List.of(
          new AliasCase("web1 K", "web1"),
          new AliasCase("WEB1 K", "web1"),
          new AliasCase("web1 K", "Web1"),
          new AliasCase("web2 K", "web1"),
          new AliasCase("H K", "web1"),
          new AliasCase("127.0.0.1 K", "web1"),
          new AliasCase("H O\nweb1 K", "web1"),
          new AliasCase("H K\nweb1 O", "web1"),
          new AliasCase("web* K", "web1"),
          new AliasCase("*,!web1 K", "web1"),
          new AliasCase("[web1]:P K", "web1"),
          new AliasCase("[web1]:P K", "[web1]:P"),
          new AliasCase("@revoked web1 K\nweb1 K", "web1"),
          new AliasCase("@revoked H K\nweb1 K", "web1"),
          new AliasCase("@revoked * K\nweb1 K", "web1"),
          new AliasCase("", "web1"));

  /** Contents of the file that RevokedHostKeys names. */
  private static final List<String> REVOKED =
      List.of(
          "K", "O", "O\nK", "# K", "", "\n  K a comment", "web1 K", "not a key", "O\nnot a key");

  @TempDir Path folder;
  private Path home;
  private Sshd sshd;
  private final List<String> differing = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    home = Files.createDirectories(folder.resolve("home"));
    Sshd.key(folder.resolve("other"), "ed25519", "");
    sshd = Sshd.start(folder.resolve("sshd"));
  }

  @AfterEach
  void agree() throws Exception {
    sshd.close();
    assertThat(differing).as("where hactl and ssh differ").isEmpty();
  }

  @Test
  void anAliasIsTheNameUnderWhichTheKeyIsKnown() throws Exception {
    for (AliasCase each : ALIASES) {
      String option = "HostKeyAlias=" + each.alias().replace("P", Integer.toString(sshd.port()));
      compare(each.lines(), option, false);
      compare(each.lines(), option, true);
    }
  }

  @Test
  void aNewKeyIsWrittenUnderTheAlias() throws Exception {
    write("");
    connect(List.of("-o", "HostKeyAlias=web1"), true);
    assertThat(known()).hasContent("web1 " + publicKey(sshd.folder().resolve("hostkey.pub")));
    write("");
    assertThat(sshTrusts(List.of("-o", "HostKeyAlias=web1"), true)).isTrue();
    assertThat(Files.readString(known())).startsWith("web1 ");
  }

  @Test
  void aRevokedKeyIsRefusedWhereverTheOptionStands() throws Exception {
    Path revoked = folder.resolve("revoked");
    for (String keys : REVOKED) {
      Files.writeString(revoked, filled(keys + "\n"));
      compare("H K", "RevokedHostKeys=" + revoked, false);
      compare("", "RevokedHostKeys=" + revoked, true);
    }
    compare("H K", "RevokedHostKeys=" + folder.resolve("missing"), false);
    compare("H K", "RevokedHostKeys=none", false);
  }

  @Test
  void theRefusalNamesTheFileThatRevokes() throws Exception {
    Path revoked = Files.writeString(folder.resolve("revoked"), filled("K\n"));
    write("H K");
    SshException e =
        catchThrowableOfType(
            SshException.class, () -> connect(List.of("-o", "RevokedHostKeys=" + revoked), true));
    assertThat(e.failure()).isEqualTo(Failure.REVOKED_HOST_KEY);
    assertThat(e).hasMessageContaining(revoked.toString());
    assertThat(e.nextStep()).doesNotContain("ssh-keygen -f").doesNotContain("accept-new");
  }

  /** With the option on the host, and then in the configuration of the user. */
  private void compare(String lines, String option, boolean acceptNew) throws Exception {
    List<String> arguments = List.of("-o", option);
    write(lines);
    boolean real = sshTrusts(arguments, acceptNew);
    write(lines);
    note(lines, option, acceptNew, real, hactlTrusts(arguments, acceptNew));
    write(lines);
    Files.writeString(home.resolve("config"), option.replaceFirst("=", " ") + "\n");
    note(lines, option + " in config", acceptNew, real, hactlTrusts(List.of(), acceptNew));
    Files.delete(home.resolve("config"));
  }

  private void note(String lines, String option, boolean acceptNew, boolean real, boolean ours) {
    if (real != ours) {
      differing.add(
          "%s with %s, new %s: ssh %s, hactl %s".formatted(lines, option, acceptNew, real, ours));
    }
  }

  private Path known() {
    return home.resolve("known_hosts");
  }

  private void write(String lines) throws Exception {
    Files.writeString(known(), lines.isEmpty() ? "" : filled(lines + "\n"));
  }

  private String filled(String lines) throws Exception {
    return lines
        .replaceAll("(?m)(^|[ ])K", "$1" + publicKey(sshd.folder().resolve("hostkey.pub")))
        .replaceAll("(?m)(^|[ ])O", "$1" + publicKey(folder.resolve("other.pub")))
        .replace("H ", "[127.0.0.1]:" + sshd.port() + " ")
        .replace(":P ", ":" + sshd.port() + " ");
  }

  private static String publicKey(Path file) throws Exception {
    String[] words = Files.readString(file).strip().split(" ");
    return words[0] + " " + words[1];
  }

  private boolean sshTrusts(List<String> arguments, boolean acceptNew) throws Exception {
    List<String> command = new ArrayList<>(List.of("ssh", "-F", "none", "-o", "BatchMode=yes"));
    command.addAll(List.of("-o", "StrictHostKeyChecking=" + (acceptNew ? "accept-new" : "yes")));
    command.addAll(List.of("-o", "UserKnownHostsFile=" + known()));
    command.addAll(List.of("-o", "GlobalKnownHostsFile=none", "-o", "UpdateHostKeys=no"));
    command.addAll(arguments);
    command.addAll(List.of("-i", sshd.folder().resolve("id").toString()));
    command.addAll(List.of("-p", Integer.toString(sshd.port()), "root@127.0.0.1", "true"));
    Process ssh =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(ssh.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return ssh.exitValue() == 0;
  }

  private boolean hactlTrusts(List<String> arguments, boolean acceptNew) throws Exception {
    try {
      connect(arguments, acceptNew);
      return true;
    } catch (SshException e) {
      assertThat(e.failure())
          .as(e.getMessage())
          .isIn(
              Failure.UNKNOWN_HOST_KEY,
              Failure.CHANGED_HOST_KEY,
              Failure.REVOKED_HOST_KEY,
              Failure.PROTOCOL);
      return false;
    }
  }

  private void connect(List<String> arguments, boolean acceptNew) throws Exception {
    SshEndpoint endpoint =
        new SshEndpoint(
            "127.0.0.1",
            sshd.port(),
            Optional.of("root"),
            Optional.of(sshd.folder().resolve("id")),
            arguments);
    new SshConnector(Sshd.settings(home, acceptNew)).connect(endpoint).close();
  }
}
