package org.hactl.bfd.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdStatus;
import org.hactl.bfd.model.SessionSnapshot;

/** The BFD sessions of this host. Safe for use from any thread. */
public interface BfdService extends AutoCloseable {
  /**
   * Makes these the sessions of this host. Removed sessions send AdminDown, new ones start, and
   * changed ones negotiate their new timers by a Poll Sequence without going down. A session that
   * did not change is not touched. A session is identified by its name, neighbour, source and
   * interface, and by whether it is multihop. A session that cannot work yet (its interface or
   * address does not exist) is not an error here: the session is down, and its status says why.
   *
   * @throws IllegalArgumentException if packets of two sessions could not be told apart, or if two
   *     have the same name; then nothing is changed
   */
  void configure(List<BfdConfig> sessions);

  /**
   * The sessions that the next {@link #configure} starts go on in the place of these, by name: they
   * were those of another process.
   */
  void inherit(Map<String, SessionSnapshot> from);

  /**
   * Stands still for the process that takes over: nothing is sent, read or reported until {@code
   * goOn} is counted down.
   *
   * @return the sessions by name, as they are now
   * @throws IllegalStateException if the engine is not running
   */
  Map<String, SessionSnapshot> freeze(CountDownLatch goOn);

  /** The present status. */
  BfdStatus status();

  /** Takes every session down with AdminDown, and stops. */
  @Override
  void close();
}
