package org.hactl.vrrp;

/** What a received packet turned out to be. */
sealed interface Decoded permits Advertisement, Rejected {}
