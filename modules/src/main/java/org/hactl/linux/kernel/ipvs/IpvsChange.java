package org.hactl.linux.kernel.ipvs;

import java.net.InetAddress;

/** One change of the IPVS table; several go to the kernel in one batch. */
public sealed interface IpvsChange {
  IpvsServiceKey service();

  /** Adds a service; there must be none with its key. */
  record AddService(IpvsService added) implements IpvsChange {
    @Override
    public IpvsServiceKey service() {
      return added.key();
    }
  }

  /** Changes scheduler, flags or persistence in place; connections stay. */
  record EditService(IpvsService edited) implements IpvsChange {
    @Override
    public IpvsServiceKey service() {
      return edited.key();
    }
  }

  /** Removes a service with all its destinations. */
  record RemoveService(IpvsServiceKey service) implements IpvsChange {}

  /** Adds a destination; there must be none with its address and port. */
  record AddDestination(IpvsServiceKey service, IpvsDestination added) implements IpvsChange {}

  /** Changes weight, method or thresholds in place; connections stay. */
  record EditDestination(IpvsServiceKey service, IpvsDestination edited) implements IpvsChange {}

  /** Removes a destination; its connections are cut. */
  record RemoveDestination(IpvsServiceKey service, InetAddress address, int port)
      implements IpvsChange {}
}
