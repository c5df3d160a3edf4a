package org.hactl.linux.netlink;

import java.net.InetAddress;
import java.util.List;

/** The addresses of interfaces that can be a packet's source. */
interface SourceList extends AutoCloseable {
  /**
   * The addresses of both families of one interface, each family in the kernel's order.
   *
   * @param index index of the interface
   * @throws LinuxException if the kernel does not answer
   */
  List<InetAddress> list(int index);

  @Override
  void close();
}
