package org.hactl.agent;

import java.util.Objects;

/**
 * Which agent this is.
 *
 * @param runtimeDigest of the runtime that was pushed to this host; empty where it was not
 */
public record Build(String version, String runtimeDigest) {
  /** As the launcher says, by {@code -Dhactl.version} and {@code -Dhactl.runtime.digest}. */
  static Build current() {
    String packaged = Build.class.getPackage().getImplementationVersion();
    return new Build(
        System.getProperty("hactl.version", Objects.requireNonNullElse(packaged, "0.1.0")),
        System.getProperty("hactl.runtime.digest", ""));
  }
}
