package org.hactl.health.probe;

import java.net.InetAddress;
import org.hactl.host.Truth;
import org.jspecify.annotations.Nullable;

/** Tells whether BFD hears the neighbours of this host. Never waits. */
@FunctionalInterface
public interface Neighbours {
  /** For checks that are made where no BFD runs. */
  Neighbours NONE = (_, _) -> null;

  /**
   * Looks at a session.
   *
   * @param session null for the one with this neighbour
   * @return null if there is none
   */
  @Nullable Heard look(@Nullable String session, InetAddress neighbour);

  /**
   * What a session says.
   *
   * @param up unknown until it was up, or had enough time to come up
   * @param detail its state and the reason
   */
  record Heard(Truth up, String detail) {}
}
