package org.hactl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.cli.option.SharedSettings;
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
  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "PATH",
      description =
          "The inventory: a hosts file, a folder, an executable, or hosts with commas. May be given"
              + " again (default: that of ansible.cfg, or inventory).")
  private List<String> inventory = new ArrayList<>();

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "HOSTS",
      description =
          "Only these hosts and groups, as in Ansible: A,B  !EXCLUDED  &ALSO_IN  WILD*  ~REGEX "
              + " GROUP[0:2]  @FILE.")
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
        String.join("\n", inventory().stream().map(SiteOptions::absoluteSource).toList()),
        limit,
        extra.stream().map(SiteOptions::withoutValue).toList(),
        vault.sources().stream().map(VaultPasswords::absolute).toList());
  }

  private static String absoluteSource(String argument) {
    return argument.contains(",")
        ? argument
        : Path.of(argument).toAbsolutePath().normalize().toString();
  }

  private static String withoutValue(String argument) {
    if (argument.startsWith("@")) {
      return "@" + Path.of(argument.substring(1)).toAbsolutePath().normalize();
    }
    int sign = argument.indexOf('=');
    String name = sign < 0 ? "" : argument.substring(0, sign).strip();
    return name.matches("[A-Za-z0-9_]+") ? name : "(a map)";
  }

  private static SharedSettings shared() {
    return SharedSettings.ofThisProcess();
  }

  /**
   * The request of a saved plan. Where the command line has {@code -i}, {@code -e} or a password
   * file, these count; the digests in the plan show whether they are the same.
   */
  SiteRequest request(SshOptions ssh, SavedPlan.Inputs inputs) {
    return new SiteRequest(
        inventory.isEmpty() ? List.of(inputs.inventory().split("\n")) : inventory,
        Optional.ofNullable(inputs.limit()),
        extra.isEmpty() ? inputs.variables() : extra,
        vault.sources().isEmpty() ? inputs.vaultPasswordFiles() : vault.sources(),
        shared().environment(),
        shared().variables(),
        ssh.user(),
        vaultPrompt);
  }

  boolean hasVariables() {
    return !extra.isEmpty();
  }

  /** The arguments of {@code -i}, or what stands in their place. */
  private List<String> inventory() {
    return !inventory.isEmpty() ? inventory : shared().inventory();
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
        inventory(),
        hosts,
        extra,
        vault.sources(),
        shared().environment(),
        shared().variables(),
        ssh.user(),
        vaultPrompt);
  }
}
