package org.hactl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.cli.option.VaultOptions;
import org.hactl.cli.terminal.TerminalPassword;
import org.hactl.control.SiteRequest;
import org.hactl.control.plan.SavedPlan;
import org.hactl.inventory.VaultPasswords;
import org.hactl.inventory.VaultPrompt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that name the inventory, hosts and variables. */
final class SiteOptions {
  private static final Path DEFAULT_INVENTORY = Path.of("inventory");

  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "PATH",
      defaultValue = "inventory",
      description = "The inventory: a folder or a hosts file (default: ${DEFAULT-VALUE}).")
  private Path inventory = DEFAULT_INVENTORY;

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

  @Mixin private final VaultOptions vault = new VaultOptions();

  private final VaultPrompt vaultPrompt = TerminalPassword.onceEach();

  /** The arguments of {@code --limit}, {@code -e} and so on, as a saved plan keeps them. */
  SavedPlan.Inputs inputs(Path site) {
    return new SavedPlan.Inputs(
        site.toAbsolutePath().normalize().toString(),
        inventory.toAbsolutePath().normalize().toString(),
        limit,
        extra.stream().map(SiteOptions::withoutValue).toList(),
        vault.sources().stream().map(VaultPasswords::absolute).toList());
  }

  private static String withoutValue(String argument) {
    if (argument.startsWith("@")) {
      return "@" + Path.of(argument.substring(1)).toAbsolutePath().normalize();
    }
    int sign = argument.indexOf('=');
    String name = sign < 0 ? "" : argument.substring(0, sign).strip();
    return name.matches("[A-Za-z0-9_]+") ? name : "(a map)";
  }

  /**
   * The request of a saved plan. Where the command line has {@code -i}, {@code -e} or a password
   * file, these count; the digests in the plan show whether they are the same.
   */
  SiteRequest request(SshOptions ssh, SavedPlan.Inputs inputs) {
    return new SiteRequest(
        inventory.equals(DEFAULT_INVENTORY) ? Path.of(inputs.inventory()) : inventory,
        Optional.ofNullable(inputs.limit()),
        extra.isEmpty() ? inputs.variables() : extra,
        vault.sources().isEmpty() ? inputs.vaultPasswordFiles() : vault.sources(),
        System.getenv(),
        ssh.user(),
        vaultPrompt);
  }

  boolean hasVariables() {
    return !extra.isEmpty();
  }

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
        inventory, hosts, extra, vault.sources(), System.getenv(), ssh.user(), vaultPrompt);
  }
}
