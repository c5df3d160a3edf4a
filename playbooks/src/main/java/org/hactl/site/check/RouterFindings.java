package org.hactl.site.check;

import org.hactl.site.model.RouterSettings;

/** The problems of one virtual router, with the settings of one director. */
record RouterFindings(Findings findings, String name, RouterSettings settings) {
  /** Adds an error at the value of a key, or at the router if the site does not have the key. */
  void error(String key, String message) {
    findings.error(settings.origin().at(key), path(key) + message);
  }

  void warning(String key, String message) {
    findings.warning(settings.origin().at(key), path(key) + message);
  }

  /** Whether the site has the key. */
  boolean has(String key) {
    return settings.origin().has(key);
  }

  private String path(String key) {
    return "vrrp." + name + "." + key + ": ";
  }
}
