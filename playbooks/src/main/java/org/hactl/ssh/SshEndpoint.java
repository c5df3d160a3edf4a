package org.hactl.ssh;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an SSH server listens and who logs in.
 *
 * @param address a name or an address, or an alias in the user's SSH configuration
 * @param user empty for the user in the SSH configuration, or the caller's own name
 * @param privateKey empty for the keys of the SSH configuration, the agent and {@code ~/.ssh}
 */
public record SshEndpoint(
    String address, int port, Optional<String> user, Optional<Path> privateKey) {}
