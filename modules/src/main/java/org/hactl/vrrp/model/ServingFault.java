package org.hactl.vrrp.model;

/**
 * What keeps a host from serving as master although its interfaces work.
 *
 * @param detail the cause in words, with the system's own text
 */
public record ServingFault(Reason reason, String detail) {}
