package org.hactl.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings for the connections to all hosts.
 *
 * @param home the folder of the user's keys and configuration, {@code ~/.ssh}
 * @param knownHosts empty for those that the SSH configuration names, or {@code known_hosts} in
 *     {@code home}
 * @param acceptNewHostKeys whether an unknown host's key is trusted and written to known_hosts
 * @param privateKey the key for hosts without one in the inventory
 * @param agentSocket the socket of ssh-agent
 */
public record SshSettings(
    Path home,
    Optional<Path> knownHosts,
    boolean acceptNewHostKeys,
    Optional<Path> privateKey,
    Optional<Path> agentSocket,
    String localUser,
    Duration connectTimeout,
    Duration keepAlive) {

  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
  public static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  /** How long a host may take nothing of what is sent to a command. */
  Duration stall() {
    return keepAlive.multipliedBy(6);
  }

  /** Whether ssh finds the same folder by itself, and the system's configuration counts. */
  boolean isOwnHome() {
    return home.equals(Path.of(System.getProperty("user.home", "/"), ".ssh"));
  }
}
