package org.hactl.control;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.inventory.VaultPrompt;

/**
 * The site, inventory and variables that a command works on.
 *
 * @param limit the argument of {@code --limit}: hosts and groups; {@code !} before a name excludes
 * @param extra the arguments of {@code -e}
 * @param vaultPasswordFiles where vault passwords come from, each {@code ID@SOURCE} or {@code
 *     SOURCE}
 * @param user the SSH user for hosts without one in the inventory
 * @param vaultPrompt asks for the vault passwords that are in no file
 */
public record SiteRequest(
    Path inventory,
    Optional<String> limit,
    List<String> extra,
    List<String> vaultPasswordFiles,
    Map<String, String> environment,
    Optional<String> user,
    VaultPrompt vaultPrompt) {
  /** A request that asks no question. */
  public SiteRequest(
      Path inventory,
      Optional<String> limit,
      List<String> extra,
      List<String> vaultPasswordFiles,
      Map<String, String> environment,
      Optional<String> user) {
    this(inventory, limit, extra, vaultPasswordFiles, environment, user, VaultPrompt.NONE);
  }

  /** The same request with another inventory, and no limit. */
  public SiteRequest at(Path otherInventory) {
    return new SiteRequest(
        otherInventory,
        Optional.empty(),
        extra,
        vaultPasswordFiles,
        environment,
        user,
        vaultPrompt);
  }
}
