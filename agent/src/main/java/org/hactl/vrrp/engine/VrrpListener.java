package org.hactl.vrrp.engine;

import org.hactl.vrrp.model.VrrpEvent;

/** Receives the events of the VRRP engine, in order. */
@FunctionalInterface
public interface VrrpListener {
  /**
   * The VRRP thread calls this method and sends nothing until it returns. So enqueue the event and
   * return.
   *
   * <p>When a router changes to MASTER, it has already sent its first advertisement. The listener
   * adds the addresses, then calls {@link VrrpService#addressesReady}.
   */
  void on(VrrpEvent event);
}
