package org.hactl.linux.kernel;

import java.util.List;
import java.util.Optional;
import org.hactl.linux.net.MacAddress;

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
   * it on. One that cannot be switched on is there all the same: to take it away again would only
   * make events, and whoever follows those would make it anew.
   *
   * @throws LinuxException EEXIST if there is one of that name, ENODEV if there is no such parent,
   *     EOPNOTSUPP if the kernel has no such links; where it cannot be switched on, ENETDOWN of a
   *     VLAN whose parent is off, EBUSY of a macvlan whose address is in use
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
