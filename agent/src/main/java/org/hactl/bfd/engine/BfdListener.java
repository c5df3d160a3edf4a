package org.hactl.bfd.engine;

import org.hactl.bfd.model.BfdTransition;

/** Receives every transition, in order. */
@FunctionalInterface
public interface BfdListener {
  /**
   * Called on the BFD thread, which handles no packets until it returns: enqueue the event and
   * return.
   */
  void on(BfdTransition transition);
}
