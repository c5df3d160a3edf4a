package org.hactl.site.check;

import org.hactl.yaml.Mark;
import org.hactl.yaml.Problems;

/**
 * The problems that the checks found in a site: errors, which stop the command, and warnings, which
 * are only printed.
 */
public record Findings(Problems errors, Problems warnings) {
  void error(Mark at, String message) {
    errors.add(at, message);
  }

  void warning(Mark at, String message) {
    warnings.add(at, message);
  }
}
