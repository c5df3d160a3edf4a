package org.hactl.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where an SSH server listens and who logs in.
 *
 * @param address a name or an address, or an alias in the user's SSH configuration
 * @param user empty for the user in the SSH configuration, or the caller's own name
 * @param privateKey empty for the keys of the SSH configuration, the agent and {@code ~/.ssh}
 * @param sshArguments options as for {@code ssh}, such as {@code -o ProxyJump=gate}; they go before
 *     the SSH configuration
 */
public record SshEndpoint(
    String address,
    int port,
    Optional<String> user,
    Optional<Path> privateKey,
    List<String> sshArguments) {
  public SshEndpoint {
    sshArguments = List.copyOf(sshArguments);
  }

  /** An endpoint without options of its own. */
  public SshEndpoint(String address, int port, Optional<String> user, Optional<Path> privateKey) {
    this(address, port, user, privateKey, List.of());
  }
}
