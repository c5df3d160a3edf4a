package org.hactl.api;

/** An address that the kernel of a host has; without its prefix length. */
public record AddressView(String address, String interfaceName) {}
