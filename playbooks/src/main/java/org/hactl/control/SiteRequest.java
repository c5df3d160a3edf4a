package org.hactl.control;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The site, inventory and variables that a command works on.
 *
 * @param limit the argument of {@code --limit}: hosts and groups; {@code !} before a name excludes
 * @param extra the arguments of {@code -e}
 * @param user the SSH user for hosts without one in the inventory
 */
public record SiteRequest(
    Path inventory,
    Optional<String> limit,
    List<String> extra,
    List<String> vaultPasswordFiles,
    Map<String, String> environment,
    Optional<String> user) {
  /** The same request with another inventory, and no limit. */
  public SiteRequest at(Path otherInventory) {
    return new SiteRequest(
        otherInventory, Optional.empty(), extra, vaultPasswordFiles, environment, user);
  }
}
