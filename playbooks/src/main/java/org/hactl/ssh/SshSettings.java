package org.hactl.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How connections are made, whichever the host.
 *
 * @param home the folder of the user's keys and configuration, {@code ~/.ssh}
 * @param acceptNewHostKeys whether an unknown host's key is believed and written down
 * @param privateKey the key to use where a host names none
 * @param agentSocket of ssh-agent
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
