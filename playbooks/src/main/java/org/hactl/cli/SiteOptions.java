package org.hactl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.control.SiteRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name the inventory, hosts and variables. */
final class SiteOptions {
  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "PATH",
      defaultValue = "inventory",
      description = "The inventory: a folder or a hosts file (default: ${DEFAULT-VALUE}).")
  private Path inventory = Path.of("inventory");

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "HOSTS",
      description = "Only these hosts and groups; !NAME excludes one, * is a wildcard.")
  private @Nullable String limit;

  @Option(
      names = {"-e", "--extra-vars"},
      paramLabel = "KEY=VALUE",
      description = "A variable that overrides all others; also a YAML map or @FILE.")
  private List<String> extra = new ArrayList<>();

  @Option(
      names = {"--vault-password-file", "--vault-id"},
      paramLabel = "[ID@]FILE",
      description = "A file with the password of the Ansible Vault values.")
  private List<String> vaultPasswordFiles = new ArrayList<>();

  Path inventory() {
    return inventory;
  }

  boolean isLimited() {
    return limit != null;
  }

  SiteRequest request(SshOptions ssh) {
    return request(ssh, Optional.ofNullable(limit));
  }

  /**
   * @param hosts in place of the value of {@code --limit}, in the same form
   */
  SiteRequest request(SshOptions ssh, Optional<String> hosts) {
    return new SiteRequest(
        inventory, hosts, extra, vaultPasswordFiles, System.getenv(), ssh.user());
  }
}
