package org.hactl.module.packages;

import java.util.List;
import org.hactl.module.ModuleException;
import org.hactl.module.command.CommandResult;

/** Explains a failure of apt-get, and says what an operator can do. */
final class AptErrors {
  private static final int MAX_LINES = 6;

  private AptErrors() {}

  /**
   * @param lists why an earlier refresh of the lists failed; empty if it did not fail
   */
  static ModuleException of(String doing, CommandResult result, String lists) {
    String before = lists.isEmpty() ? "" : " (before that, apt-get update said: " + lists + ")";
    return new ModuleException(
        doing + ": apt-get says: " + quote(result) + before + "; " + next(result));
  }

  /** The error lines of the output, because its end often shows other lines; else its end. */
  private static String quote(CommandResult result) {
    List<String> errors =
        result
            .lines()
            .filter(line -> line.startsWith("E: ") || line.startsWith("dpkg: error"))
            .map(String::strip)
            .distinct()
            .limit(MAX_LINES)
            .toList();
    return errors.isEmpty() ? result.tail(MAX_LINES) : String.join(" | ", errors);
  }

  private static String next(CommandResult result) {
    String said = String.join("\n", result.lines().toList());
    if (said.contains("Unable to locate package")
        || said.contains("has no installation candidate")) {
      return "check the name, and the package sources of the host (apt-cache policy NAME)";
    }
    if (DpkgLock.isLocked(result)) {
      return "another package manager runs (ps -C apt-get,dpkg,unattended-upgr); apply again when"
          + " it has finished";
    }
    if (said.contains("No space left") || said.contains("enough free space")) {
      return "free space on the host (df -h, apt-get clean) and apply again";
    }
    if (said.contains("Temporary failure resolving")
        || said.contains("Could not connect")
        || said.contains("Failed to fetch")
        || said.contains("Could not resolve")) {
      return "the host cannot reach its package sources: check its network and"
          + " /etc/apt/sources.list*";
    }
    if (said.contains("unmet dependencies") || said.contains("held broken packages")) {
      return "packages of the host are held or broken: see apt-mark showhold, apt-get -s -f install";
    }
    return "try the same on the host, and see /var/log/apt/term.log";
  }
}
