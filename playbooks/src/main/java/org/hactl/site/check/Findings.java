package org.hactl.site.check;

import org.hactl.yaml.Mark;
import org.hactl.yaml.Problems;

/** What was found in a site: errors, which stop everything, and warnings, which are told. */
public record Findings(Problems errors, Problems warnings) {
  void error(Mark at, String message) {
    errors.add(at, message);
  }

  void warning(Mark at, String message) {
    warnings.add(at, message);
  }
}
