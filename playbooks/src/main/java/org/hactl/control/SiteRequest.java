package org.hactl.control;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command is about.
 *
 * @param limit the argument of {@code --limit}: hosts and groups, {@code !} before what to leave
 *     out
 * @param extra the arguments of {@code -e}
 * @param user who logs in where the inventory names nobody
 */
public record SiteRequest(
    Path inventory,
    Optional<String> limit,
    List<String> extra,
    List<String> vaultPasswordFiles,
    Map<String, String> environment,
    Optional<String> user) {
  /** The same with another inventory, and no limit. */
  SiteRequest at(Path otherInventory) {
    return new SiteRequest(
        otherInventory, Optional.empty(), extra, vaultPasswordFiles, environment, user);
  }
}
