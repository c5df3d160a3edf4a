package org.hactl.control.gate;

/** How far an apply is when the site is looked at. */
public enum Stage {
  /** Some hosts have the new state and others the old one, so they differ. */
  BETWEEN_WAVES,
  /** The hosts that did well have the new state, and a director keeps the old one: they differ. */
  WITHOUT_A_DIRECTOR,
  /** Every host that takes part has the new state. */
  WHOLE_SITE
}
