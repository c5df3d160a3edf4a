package org.hactl.vrrp.model;

/** What a received packet turned out to be. */
public sealed interface Decoded permits Advertisement, Rejected {}
