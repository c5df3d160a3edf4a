package org.hactl.site.check;

import org.hactl.site.model.RouterSettings;

/** What is found in one virtual router, as one of its directors has it. */
record RouterFindings(Findings findings, String name, RouterSettings settings) {
  /** An error at the value of a key; at the router as a whole where the key is not written. */
  void error(String key, String message) {
    findings.error(settings.origin().at(key), path(key) + message);
  }

  void warning(String key, String message) {
    findings.warning(settings.origin().at(key), path(key) + message);
  }

  /** Whether somebody wrote the key. */
  boolean has(String key) {
    return settings.origin().has(key);
  }

  private String path(String key) {
    return "vrrp." + name + "." + key + ": ";
  }
}
