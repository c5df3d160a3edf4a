package org.hactl.site;

import org.hactl.yaml.Mark;

/** A virtual IP address (VIP) that a virtual router holds, and where the site says so. */
public record HeldAddress(Cidr cidr, Mark at) {}
