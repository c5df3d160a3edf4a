package org.hactl.linux.kernel;

import java.util.List;
import java.util.Optional;
import org.hactl.linux.net.MacAddress;

/** The host's network interfaces. */
public interface Links {
  /** All links, by index. */
  List<Link> list();

  default Optional<Link> find(String name) {
    return list().stream().filter(link -> link.name().equals(name)).findFirst();
  }

  /**
   * Switches an interface on or off.
   *
   * @throws LinuxException ENODEV if there is no such interface
   */
  void setUp(String name, boolean up);

  /**
   * Creates a link with its parent's MTU and without an IPv6 link-local address, and switches it
   * on. A link that cannot be switched on stays: removing it would cause events, and with them
   * another attempt to create it.
   *
   * @throws LinuxException EEXIST if the name is in use, ENODEV if there is no such parent,
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
