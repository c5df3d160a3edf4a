package org.hactl.control;

import java.util.Optional;
import org.hactl.ssh.Endpoint;

/**
 * A host and the way to it.
 *
 * @param endpoint empty for this machine ({@code ansible_connection: local})
 * @param become whether commands run as root through sudo
 */
public record Target(String host, Optional<Endpoint> endpoint, boolean become) {}
