package org.hactl.bfd;

/** Receives every transition, in order. */
@FunctionalInterface
public interface BfdListener {
  /**
   * Called on the BFD thread, which handles no packets until it returns: enqueue the event and
   * return.
   */
  void on(BfdTransition transition);
}
