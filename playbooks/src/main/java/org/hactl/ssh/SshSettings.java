package org.hactl.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings for the connections to all hosts.
 *
 * @param home the folder of the user's keys and configuration, {@code ~/.ssh}
 * @param acceptNewHostKeys whether an unknown host's key is trusted and written to known_hosts
 * @param privateKey the key for hosts without one in the inventory
 * @param agentSocket the socket of ssh-agent
 */
public record SshSettings(
    Path home,
    Path knownHosts,
    boolean acceptNewHostKeys,
    Optional<Path> privateKey,
    Optional<Path> agentSocket,
    String localUser,
    Duration connectTimeout,
    Duration keepAlive) {

  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
  public static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
}
