package org.hactl.linux;

import java.util.List;
import java.util.Optional;

/** The host's network interfaces. */
public interface Links {
  /** All of them, by index. */
  List<Link> list();

  Optional<Link> find(String name);

  /**
   * Switches an interface on or off.
   *
   * @throws LinuxException ENODEV if there is no such interface
   */
  void setUp(String name, boolean up);
}
