package org.hactl.linux;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The identity of a virtual service: what arrives there is balanced. */
public sealed interface IpvsServiceKey {
  Family family();

  /**
   * An address and a port of a protocol.
   *
   * @param port 0 for all ports (only with persistence)
   */
  record Address(TransportProtocol protocol, InetAddress address, int port)
      implements IpvsServiceKey {
    public Address {
      requirePort(port);
    }

    @Override
    public Family family() {
      return Family.of(address);
    }

    /** {@code 192.168.0.254:80/tcp}, {@code [2001:db8::1]:80/tcp}. */
    @Override
    public String toString() {
      return format(address, port) + "/" + protocol.text();
    }
  }

  /** Packets that the firewall marked. */
  record Mark(Family family, int mark) implements IpvsServiceKey {
    public Mark {
      if (mark <= 0) {
        throw new IllegalArgumentException("firewall mark " + mark + ": 1 to 2147483647");
      }
    }

    @Override
    public String toString() {
      return "fwm " + mark + (family == Family.INET6 ? "/inet6" : "");
    }
  }

  private static void requirePort(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + ": 0 to 65535");
    }
  }

  /** Address and port as a URL has them. */
  static String format(InetAddress address, int port) {
    String text = InetAddresses.format(address);
    return (address instanceof Inet4Address ? text : "[" + text + "]") + ":" + port;
  }
}
