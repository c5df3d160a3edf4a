package org.hactl.control.host;

import java.util.Optional;
import org.hactl.ssh.SshEndpoint;

/**
 * A host and the way to it.
 *
 * @param endpoint empty for this machine ({@code ansible_connection: local})
 * @param become whether commands run as root through sudo
 */
public record HostTarget(String host, Optional<SshEndpoint> endpoint, boolean become) {}
