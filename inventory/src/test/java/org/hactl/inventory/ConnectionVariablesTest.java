package org.hactl.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.inventory.ConnectionVariables.Harmless;
import org.hactl.inventory.ConnectionVariables.Honoured;
import org.hactl.inventory.ConnectionVariables.Refused;
import org.hactl.yaml.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the variables of Ansible's {@code ssh} and {@code sudo} plugins. */
class ConnectionVariablesTest {
  /** All variables in the documentation of both plugins: H is honoured, R refused, - harmless. */
  private static final String PLUGINS =
      """
      ansible_become H
      ansible_become_exe H
      ansible_become_flags H
      ansible_become_method H
      ansible_become_pass R
      ansible_become_password R
      ansible_become_user H
      ansible_connection H
      ansible_control_path -
      ansible_control_path_dir -
      ansible_group_priority H
      ansible_host H
      ansible_host_key_checking -
      ansible_password R
      ansible_pipelining -
      ansible_port H
      ansible_private_key R
      ansible_private_key_file H
      ansible_private_key_passphrase R
      ansible_python_interpreter -
      ansible_remote_tmp -
      ansible_scp_executable -
      ansible_scp_extra_args -
      ansible_scp_if_ssh -
      ansible_sftp_batch_mode -
      ansible_sftp_executable -
      ansible_sftp_extra_args -
      ansible_shell_executable -
      ansible_shell_type -
      ansible_ssh_args H
      ansible_ssh_common_args H
      ansible_ssh_executable R
      ansible_ssh_extra_args H
      ansible_ssh_host H
      ansible_ssh_host_key_checking -
      ansible_ssh_pass R
      ansible_ssh_password R
      ansible_ssh_password_mechanism -
      ansible_ssh_pipelining -
      ansible_ssh_pkcs11_provider R
      ansible_ssh_port H
      ansible_ssh_private_key R
      ansible_ssh_private_key_file H
      ansible_ssh_private_key_passphrase R
      ansible_ssh_retries -
      ansible_ssh_timeout -
      ansible_ssh_transfer_method -
      ansible_ssh_use_tty -
      ansible_ssh_user H
      ansible_ssh_verbosity -
      ansible_sshpass_prompt -
      ansible_sudo_chdir -
      ansible_sudo_exe H
      ansible_sudo_flags H
      ansible_sudo_pass R
      ansible_sudo_user H
      ansible_timeout -
      ansible_user H
      """;

  @TempDir Path folder;
  private final Problems problems = new Problems();

  @Test
  void everyVariableOfBothPluginsIsDecided() {
    Map<String, String> decided = new TreeMap<>();
    for (String name : ConnectionVariables.names()) {
      decided.put(
          name,
          switch (ConnectionVariables.fate(name).orElseThrow()) {
            case Honoured _ -> "H";
            case Refused _ -> "R";
            case Harmless harmless -> harmless.reason().isBlank() ? "?" : "-";
          });
    }
    Map<String, String> documented = new TreeMap<>();
    PLUGINS.lines().map(line -> line.split(" ")).forEach(w -> documented.put(w[0], w[1]));
    assertThat(decided).isEqualTo(documented);
  }

  @Test
  void aRefusedVariableIsAnErrorWithItsLine() throws IOException {
    Inventory inventory =
        read(
            """
            all:
              hosts:
                a:
                  ansible_password: s3cret
                  ansible_become_password: s4cret
              vars: {ansible_ssh_executable: /opt/ssh}
            """);
    assertThat(inventory.connection(inventory.host("a").orElseThrow(), problems)).isPresent();
    assertThat(problems.render().replace(folder + "/", ""))
        .contains(
            "hosts.yml:4:7: hactl does not support ansible_password: hactl logs in with keys only")
        .contains("hosts.yml:5:7: hactl does not support ansible_become_password")
        .contains("hosts.yml:6:10: hactl does not support ansible_ssh_executable")
        .doesNotContain("s3cret", "s4cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ansible_become_user: app",
        "ansible_become_exe: doas",
        "ansible_become_flags: -i",
        "ansible_become_flags: -Hi",
        "ansible_become: maybe",
        "ansible_become_method: su",
        "ansible_ssh_common_args: -L 80:a:80",
        "ansible_ssh_common_args: -o BindAddress=192.0.2.1",
        "ansible_ssh_extra_args: -o Ciphers=aes256-ctr",
        "ansible_ssh_args: gate",
        "ansible_ssh_args: -qN",
        "ansible_ssh_args: -J",
        "ansible_ssh_args: \"-o 'ProxyJump=gate\""
      })
  void aValueThatCannotBeHonouredIsAnErrorWithItsLine(String variable) throws IOException {
    Inventory inventory = read("all: {hosts: {a: {" + variable + "}}}\n");
    assertThat(inventory.connection(inventory.host("a").orElseThrow(), problems)).isEmpty();
    assertThat(problems.render())
        .contains("hosts.yml:1:")
        .contains(variable.substring(0, variable.indexOf(':')));
  }

  @ParameterizedTest
  @CsvSource({
    "yes,true",
    "no,false",
    "on,true",
    "off,false",
    "1,true",
    "0,false",
    "True,true",
    "FALSE,false",
    "'\"yes\"',true",
    "true,true",
    "false,false",
    "'\"{{ 1 == 1 }}\"',true"
  })
  void becomeTakesEachWordThatAnsibleTakes(String word, boolean expected) throws IOException {
    assertThat(connection("ansible_become: " + word).become()).isEqualTo(expected);
  }

  @Test
  void sudoRunsAsRootWithHarmlessFlags() throws IOException {
    assertThat(
            connection(
                    "ansible_become: yes, ansible_become_user: root, ansible_become_flags: -H -S -n")
                .become())
        .isTrue();
  }

  @Test
  void argumentsOfSshArePassedOnInOrder() throws IOException {
    assertThat(
            connection(
                    "ansible_ssh_extra_args: -J last, ansible_ssh_args: \"-C -o ControlMaster=auto\","
                        + " gate: ops@gate, ansible_ssh_common_args: '-o ProxyCommand=\"ssh -W %h:%p"
                        + " {{ gate }}\" -oStrictHostKeyChecking=no -qv'")
                .sshArguments())
        .containsExactly(
            "-o",
            "ProxyCommand=ssh -W %h:%p ops@gate",
            "-o",
            "StrictHostKeyChecking=no",
            "-J",
            "last");
  }

  @Test
  void theGreaterGroupPriorityWinsAtTheSameDepth() throws IOException {
    Inventory inventory =
        read(
            """
            all:
              children:
                a: {hosts: {x: }, vars: {ansible_group_priority: 10, size: big}}
                b: {hosts: {x: }, vars: {size: small}}
            """);
    assertThat(inventory.host("x").orElseThrow().variables().get("size").orElseThrow().origin())
        .startsWith("group a");
    assertThat(problems.render()).isEmpty();
  }

  @Test
  void aGroupPriorityThatAnsibleWouldNotReadIsAnError() throws IOException {
    Files.createDirectories(folder.resolve("group_vars"));
    Files.writeString(folder.resolve("group_vars/a.yml"), "ansible_group_priority: 3\n");
    read("all: {children: {a: {hosts: {x: }}, b: {vars: {ansible_group_priority: high}}}}\n");
    assertThat(problems.render())
        .contains("group_vars/a.yml:1:1: ansible_group_priority counts only in the inventory's")
        .contains("ansible_group_priority: expected a whole number");
  }

  private Connection connection(String variables) throws IOException {
    Inventory inventory = read("all: {hosts: {a: {" + variables + "}}}\n");
    Connection connection =
        inventory
            .connection(inventory.host("a").orElseThrow(), problems)
            .orElseThrow(() -> new AssertionError(problems.render()));
    assertThat(problems.render()).isEmpty();
    return connection;
  }

  private Inventory read(String hosts) throws IOException {
    Files.writeString(folder.resolve("hosts.yml"), hosts);
    return InventoryReader.read(folder, List.of(), Vault.none(), problems).orElseThrow();
  }
}
