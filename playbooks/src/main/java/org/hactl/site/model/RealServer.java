package org.hactl.site.model;

import java.net.InetAddress;
import org.hactl.yaml.Mark;

/**
 * One real server of a virtual service.
 *
 * @param host its name in the inventory
 * @param address the address that packets are sent to
 * @param weight 0 for no new connections
 */
public record RealServer(String host, InetAddress address, int port, int weight, Mark at) {}
