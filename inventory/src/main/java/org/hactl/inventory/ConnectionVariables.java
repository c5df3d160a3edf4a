package org.hactl.inventory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.yaml.Problems;

/**
 * All variables of Ansible's connection plugin {@code ssh} and become plugin {@code sudo}, with
 * what hactl does about each. hactl ignores a variable only if it changes neither the machine that
 * is reached nor the user who logs in there.
 */
final class ConnectionVariables {
  /** What hactl does about a variable. */
  sealed interface Fate {}

  /** {@link Connection} reads the variable. */
  record Honoured() implements Fate {}

  /**
   * hactl ignores the variable, because it changes nothing that matters.
   *
   * @param reason why the variable does not matter
   */
  record Harmless(String reason) implements Fate {}

  /**
   * The variable is an error.
   *
   * @param instead what the operator can do instead
   */
  record Refused(String instead) implements Fate {}

  private static final String KEYS_ONLY =
      "hactl logs in with keys only: remove it, and put a key into the user's authorized_keys";
  private static final String NO_SUDO_PASSWORD =
      "hactl runs sudo without a password: remove it, and allow NOPASSWD in sudoers";
  private static final String NO_OPENSSH_PROGRAM = "hactl runs no program of OpenSSH for this";
  private static final String NO_PASSWORDS = "hactl sends no password";
  private static final String OWN_CONNECTIONS = "hactl keeps its own connections";
  private static final String OWN_TIMEOUTS = "--connect-timeout is hactl's limit";

  private static final Map<String, Fate> FATES = new LinkedHashMap<>();

  static {
    honoured(
        "ansible_connection",
        "ansible_host",
        "ansible_ssh_host",
        "ansible_port",
        "ansible_ssh_port",
        "ansible_user",
        "ansible_ssh_user",
        "ansible_private_key_file",
        "ansible_ssh_private_key_file",
        "ansible_ssh_args",
        "ansible_ssh_common_args",
        "ansible_ssh_extra_args",
        "ansible_become",
        "ansible_become_method",
        "ansible_become_user",
        "ansible_sudo_user",
        "ansible_become_exe",
        "ansible_sudo_exe",
        "ansible_become_flags",
        "ansible_sudo_flags",
        GroupPriority.VARIABLE);
    refused(KEYS_ONLY, "ansible_password", "ansible_ssh_pass", "ansible_ssh_password");
    refused(
        NO_SUDO_PASSWORD, "ansible_become_password", "ansible_become_pass", "ansible_sudo_pass");
    refused(
        "name the key's file with ansible_ssh_private_key_file",
        "ansible_private_key",
        "ansible_ssh_private_key");
    refused(
        "load the key into an SSH agent with ssh-add",
        "ansible_private_key_passphrase",
        "ansible_ssh_private_key_passphrase",
        "ansible_ssh_pkcs11_provider");
    refused(
        "hactl speaks SSH itself; write a ProxyCommand instead of a program",
        "ansible_ssh_executable");
    harmless(
        NO_OPENSSH_PROGRAM,
        "ansible_sftp_executable",
        "ansible_scp_executable",
        "ansible_sftp_extra_args",
        "ansible_scp_extra_args",
        "ansible_sftp_batch_mode",
        "ansible_scp_if_ssh",
        "ansible_ssh_transfer_method");
    harmless(NO_PASSWORDS, "ansible_sshpass_prompt", "ansible_ssh_password_mechanism");
    harmless(
        OWN_CONNECTIONS,
        "ansible_control_path",
        "ansible_control_path_dir",
        "ansible_pipelining",
        "ansible_ssh_pipelining",
        "ansible_ssh_verbosity");
    harmless(OWN_TIMEOUTS, "ansible_ssh_retries", "ansible_ssh_timeout", "ansible_timeout");
    harmless(
        "hactl always checks host keys",
        "ansible_host_key_checking",
        "ansible_ssh_host_key_checking");
    harmless("hactl needs no terminal", "ansible_ssh_use_tty");
    harmless(
        "hactl runs its own scripts with sh, by absolute paths",
        "ansible_sudo_chdir",
        "ansible_shell_type",
        "ansible_shell_executable",
        "ansible_remote_tmp",
        "ansible_python_interpreter");
  }

  private ConnectionVariables() {}

  private static void honoured(String... names) {
    List.of(names).forEach(name -> FATES.put(name, new Honoured()));
  }

  private static void harmless(String reason, String... names) {
    List.of(names).forEach(name -> FATES.put(name, new Harmless(reason)));
  }

  private static void refused(String instead, String... names) {
    List.of(names).forEach(name -> FATES.put(name, new Refused(instead)));
  }

  static Set<String> names() {
    return FATES.keySet();
  }

  static Optional<Fate> fate(String name) {
    return Optional.ofNullable(FATES.get(name));
  }

  /** Reports each of a host's variables that hactl cannot honour; the value may be a password. */
  static void checkRefused(Host host, Problems problems) {
    FATES.forEach((name, fate) -> {
      if (fate instanceof Refused refused) {
        host.variables()
            .get(name)
            .ifPresent(variable ->
                problems.add(
                    variable.at().hidden(),
                    "hactl does not support %s: %s".formatted(name, refused.instead())));
      }
    });
  }
}
