package org.hactl.control.failover;

/** What came of a failover by hand. */
public sealed interface Outcome {
  /**
   * Exactly the wanted director is master.
   *
   * @param to its name, or the address that the old master hears if it is not in the inventory
   * @param afterMillis how long after the request it was master, by the clocks of this machine and
   *     of that host
   */
  record Done(String to, long afterMillis) implements Outcome {}

  /** The old master is still master, because no other director took the role. */
  record Kept(String master) implements Outcome {}

  /**
   * The master did not carry it out.
   *
   * @param next what to do
   */
  record Refused(String why, String next, boolean unreachable) implements Outcome {}

  /** It was asked for, but not every director that matters has told that it is done. */
  record Unproved(String why) implements Outcome {}
}
