package org.hactl.bfd.engine;

import java.util.List;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdStatus;

/** The BFD sessions of this host. Safe for use from any thread. */
public interface BfdService extends AutoCloseable {
  /**
   * Makes these the sessions of this host. Those that are gone say so (AdminDown), new ones start,
   * changed ones take their new timers by a Poll Sequence without going down; a session that is the
   * same as before is not touched at all. Name, neighbour, source, interface and kind tell sessions
   * apart. What cannot work yet (no such interface, no such address) is no error here, but a
   * session that is down and says why.
   *
   * @throws IllegalArgumentException if packets of two sessions could not be told apart, or two
   *     have the same name; nothing is changed then
   */
  void configure(List<BfdConfig> sessions);

  /** What it all looks like now. */
  BfdStatus status();

  /** Takes every session down, saying so, and stops. */
  @Override
  void close();
}
