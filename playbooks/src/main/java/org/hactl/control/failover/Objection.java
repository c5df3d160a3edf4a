package org.hactl.control.failover;

/**
 * Why a virtual router should not be handed over now.
 *
 * @param forcible whether the operator may do it all the same
 */
public record Objection(String text, boolean forcible) {
  static Objection hard(String text) {
    return new Objection(text, false);
  }

  static Objection soft(String text) {
    return new Objection(text, true);
  }
}
