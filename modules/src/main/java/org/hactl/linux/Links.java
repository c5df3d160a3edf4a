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

  /**
   * Makes a link with its parent's MTU, without an IPv6 link-local address of its own, and switches
   * it on.
   *
   * @throws LinuxException EEXIST if there is one of that name, ENODEV if there is no such parent,
   *     EOPNOTSUPP if the kernel has no such links
   */
  void add(NewLink link);

  /**
   * @throws LinuxException ENODEV if there is no such interface
   */
  void setMac(String name, MacAddress mac);

  /**
   * @throws LinuxException ENODEV if there is no such interface
   */
  void remove(String name);
}
