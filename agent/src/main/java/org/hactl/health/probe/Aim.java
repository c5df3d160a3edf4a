package org.hactl.health.probe;

import java.net.InetSocketAddress;
import org.hactl.host.CheckSpec;

/**
 * What a check asks, and where. Equal aims are the same question.
 *
 * @param hostHeader for HTTP without a host of its own
 */
public record Aim(InetSocketAddress address, String hostHeader, CheckSpec check) {}
