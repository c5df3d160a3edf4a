package org.hactl.control;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.inventory.AnsibleConfig.Setting;
import org.hactl.inventory.VaultPrompt;

/**
 * The site, inventory and variables that a command works on.
 *
 * @param inventory the arguments of {@code -i}: hosts files, folders, executables, lists of hosts
 * @param limit the argument of {@code --limit}, as {@link org.hactl.inventory.HostPatterns} reads
 *     it
 * @param extra the arguments of {@code -e}
 * @param vaultPasswordFiles where vault passwords come from, each {@code ID@SOURCE} or {@code
 *     SOURCE}
 * @param defaults variables of all hosts, weaker than all others
 * @param user the SSH user for hosts without one in the inventory
 * @param vaultPrompt asks for the vault passwords that are in no file
 */
public record SiteRequest(
    List<String> inventory,
    Optional<String> limit,
    List<String> extra,
    List<String> vaultPasswordFiles,
    Map<String, String> environment,
    Map<String, Setting> defaults,
    Optional<String> user,
    VaultPrompt vaultPrompt) {
  /** Without variables of {@code ansible.cfg}, and without questions. */
  public SiteRequest(
      List<String> inventory,
      Optional<String> limit,
      List<String> extra,
      List<String> vaultPasswordFiles,
      Map<String, String> environment,
      Optional<String> user) {
    this(
        inventory, limit, extra, vaultPasswordFiles, environment, Map.of(), user, VaultPrompt.NONE);
  }

  /** The inventory as problems name it. */
  public Path shownInventory() {
    return Path.of(String.join(",", inventory));
  }

  /**
   * The only hosts file or folder.
   *
   * @throws SiteProblems if there are several inventories, or a list of hosts
   */
  public Path onlyInventory() throws SiteProblems {
    if (inventory.size() != 1 || inventory.getFirst().contains(",")) {
      throw new SiteProblems(
          "this command changes the hosts file: name it alone, with one -i FILE");
    }
    return Path.of(inventory.getFirst());
  }

  /** The same request with another inventory, and no limit. */
  public SiteRequest at(Path otherInventory) {
    return new SiteRequest(
        List.of(otherInventory.toString()),
        Optional.empty(),
        extra,
        vaultPasswordFiles,
        environment,
        defaults,
        user,
        vaultPrompt);
  }
}
