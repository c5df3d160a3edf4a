package org.hactl.site.model;

import java.net.InetAddress;
import org.hactl.host.RealServerOptions;
import org.hactl.yaml.Mark;

/**
 * One real server of a virtual service.
 *
 * @param host its name in the inventory, or the name that the site gives it
 * @param address the address that packets are sent to
 * @param port its own, or else that of the service's first address; under it the server is checked
 * @param ownPort whether the site gives it a port
 * @param weight 0 for no new connections
 * @param own what it has otherwise than the service
 * @param outside whether the inventory does not have it: nothing is done on it
 */
public record RealServer(
    String host,
    InetAddress address,
    int port,
    boolean ownPort,
    int weight,
    RealServerOptions own,
    boolean outside,
    Mark at) {}
