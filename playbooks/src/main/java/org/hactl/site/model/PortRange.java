package org.hactl.site.model;

import org.hactl.linux.net.TransportProtocol;

/** Ports of one protocol, both included. */
public record PortRange(TransportProtocol protocol, int first, int last) {
  /** Whether a port is in both. */
  public boolean overlaps(PortRange other) {
    return protocol == other.protocol && first <= other.last && other.first <= last;
  }

  @Override
  public String toString() {
    return (first == last ? "" + first : first + "-" + last) + "/" + protocol.text();
  }
}
