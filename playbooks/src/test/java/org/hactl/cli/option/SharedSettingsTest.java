package org.hactl.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.hactl.cli.text.SettingsText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedSettingsTest {
  private static final String FILE =
      """
      # the team's
      [defaults]
      inventory = hosts, other/hosts.ini ; two
      remote_user=ops
      private_key_file = ~/.ssh/team
      host_key_checking = False
      vault_password_file: vault.txt
      vault_identity_list = prod@prod.txt
      forks = 20
      timeout = 7
      nocows = 1
      [privilege_escalation]
      become = yes
      [ssh_connection]
      forks = 3
      """;

  @TempDir Path folder = Path.of("");
  private Path current = Path.of("");
  private Path home = Path.of("");

  @BeforeEach
  void folders() throws IOException {
    current = Files.createDirectory(folder.resolve("current"));
    home = Files.createDirectory(folder.resolve("home"));
    Files.setPosixFilePermissions(current, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private SharedSettings read(Map<String, String> environment) {
    return SharedSettings.of(environment, current, home);
  }

  @Test
  void aFileInTheCurrentFolderSetsWhatTheCommandLineDoesNot() throws IOException {
    Files.writeString(current.resolve("ansible.cfg"), FILE);
    SharedSettings read = read(Map.of());

    assertThat(read.problems().render()).isEmpty();
    assertThat(read.inventory())
        .containsExactly(current.resolve("hosts") + "", current.resolve("other/hosts.ini") + "");
    assertThat(read.user()).contains("ops");
    assertThat(read.privateKey()).contains(home.resolve(".ssh/team"));
    assertThat(read.checksHostKeys()).isFalse();
    assertThat(read.environment())
        .containsEntry("ANSIBLE_VAULT_IDENTITY_LIST", "prod@" + current.resolve("prod.txt"))
        .containsEntry("ANSIBLE_VAULT_PASSWORD_FILE", current.resolve("vault.txt") + "");
    assertThat(read(Map.of("ANSIBLE_VAULT_PASSWORD_FILE", "mine")).environment())
        .containsEntry("ANSIBLE_VAULT_PASSWORD_FILE", "mine");
    assertThat(read.forks()).contains(20);
    assertThat(read.connectTimeout()).contains(Duration.ofSeconds(7));
    assertThat(read.variables()).containsOnlyKeys("ansible_become");
  }

  @Test
  void theEnvironmentWinsAndEachValueSaysWhereItIsFrom() throws IOException {
    Files.writeString(home.resolve(".ansible.cfg"), "[defaults]\nforks = 20\ntimeout = 9\n");
    SharedSettings read = read(Map.of("ANSIBLE_FORKS", "5", "ANSIBLE_INVENTORY", "a,b"));

    assertThat(read.inventory()).containsExactly("a", "b");
    assertThat(SettingsText.of(read.config()).replace(home.toString(), "~").replaceAll(" +", " "))
        .isEqualTo(
            """
            ansible.cfg: ~/.ansible.cfg
             inventory a,b $ANSIBLE_INVENTORY
             remote_user the user of hactl, or that of ~/.ssh/config default
             private_key_file the keys in ~/.ssh default
             host_key_checking true default
             vault_password_file none default
             vault_identity_list none default
             forks 5 $ANSIBLE_FORKS
             timeout 9 ~/.ansible.cfg:3:1
             become false default
             become_method sudo default
             become_user root default
            """);
  }

  @Test
  void aNamedFileWinsAndAFolderThatEveryoneWritesIsPassedOver() throws IOException {
    Files.writeString(current.resolve("ansible.cfg"), "[defaults]\nforks = 1\n");
    Files.writeString(folder.resolve("other.cfg"), "[defaults]\nforks = 2\n");
    Files.writeString(home.resolve(".ansible.cfg"), "[defaults]\nforks = 3\n");

    assertThat(read(Map.of()).forks()).contains(1);
    assertThat(read(Map.of("ANSIBLE_CONFIG", "../other.cfg")).forks()).contains(2);
    assertThat(read(Map.of("ANSIBLE_CONFIG", "gone.cfg")).forks()).contains(1);
    Files.setPosixFilePermissions(current, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(read(Map.of()).forks()).contains(3);
  }

  @Test
  void wrongValuesAreErrorsWithTheirPlace() throws IOException {
    Files.writeString(
        current.resolve("ansible.cfg"),
        "[defaults]\nforks = many\nhost_key_checking = maybe\nnonsense\n");

    assertThat(read(Map.of("ANSIBLE_TIMEOUT", "soon")).problems().all())
        .extracting(p -> p.line() + " " + p.message())
        .containsExactlyInAnyOrder(
            "1 expected a whole number from 1 on, found \"soon\"",
            "2 expected a whole number from 1 on, found \"many\"",
            "3 expected true or false, found \"maybe\"",
            "4 expected [section] or name = value");
  }
}
