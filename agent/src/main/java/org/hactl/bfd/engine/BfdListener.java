package org.hactl.bfd.engine;

import org.hactl.bfd.model.BfdTransition;

/** Told of every transition, in order. */
@FunctionalInterface
public interface BfdListener {
  /** Called on the BFD thread, where packets wait for its return: enqueue, and come back. */
  void on(BfdTransition transition);
}
