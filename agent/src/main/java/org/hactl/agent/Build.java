package org.hactl.agent;

import java.util.Objects;

/**
 * The version of this agent.
 *
 * @param runtimeDigest of the runtime that was copied to this host; empty if there is none
 */
record Build(String version, String runtimeDigest) {
  /**
   * Reads the version from the launcher's properties {@code -Dhactl.version} and {@code
   * -Dhactl.runtime.digest}.
   */
  static Build current() {
    String packaged = Build.class.getPackage().getImplementationVersion();
    return new Build(
        System.getProperty("hactl.version", Objects.requireNonNullElse(packaged, "0.1.0")),
        System.getProperty("hactl.runtime.digest", ""));
  }
}
