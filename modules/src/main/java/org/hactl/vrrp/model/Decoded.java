package org.hactl.vrrp.model;

/** The result of decoding a received packet. */
public sealed interface Decoded permits Advertisement, Rejected {}
