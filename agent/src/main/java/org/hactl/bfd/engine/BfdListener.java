package org.hactl.bfd.engine;

import org.hactl.bfd.model.BfdTransition;

/** Receives every transition, in order. */
@FunctionalInterface
public interface BfdListener {
  /**
   * The BFD thread calls this method and handles no packets until it returns. So enqueue the event
   * and return.
   */
  void on(BfdTransition transition);
}
