package org.hactl.vrrp.engine;

import org.hactl.vrrp.model.VrrpEvent;

/** Receives the events of the VRRP engine, in order. */
@FunctionalInterface
public interface VrrpListener {
  /**
   * Called on the VRRP thread, which sends nothing until it returns: enqueue the event and return.
   *
   * <p>On the way to MASTER the first advertisement is already out. The listener adds the
   * addresses, then calls {@link VrrpService#addressesReady}.
   */
  void on(VrrpEvent event);
}
