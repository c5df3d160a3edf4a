package org.hactl.vrrp.engine;

import org.hactl.vrrp.model.VrrpEvent;

/** Told of everything worth telling, in order. */
@FunctionalInterface
public interface VrrpListener {
  /**
   * Called on the VRRP thread, where advertisements wait for its return: enqueue, and come back.
   *
   * <p>On the way to MASTER the first advertisement is already out. The addresses are added by
   * whoever listens, who then calls {@link VrrpService#addressesReady}.
   */
  void on(VrrpEvent event);
}
