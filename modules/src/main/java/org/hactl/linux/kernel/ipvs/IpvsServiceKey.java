package org.hactl.linux.kernel.ipvs;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Matcher;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.TransportProtocol;

/** The identity of a virtual service: the packets that IPVS balances. */
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

  /** Packets with a firewall mark. */
  record FirewallMark(Family family, int mark) implements IpvsServiceKey {
    public FirewallMark {
      if (mark <= 0) {
        throw new IllegalArgumentException(
            "firewall mark " + mark + " is not between 1 and 2147483647");
      }
    }

    @Override
    public String toString() {
      return "fwm " + mark + (family == Family.INET6 ? "/inet6" : "");
    }
  }

  private static void requirePort(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
  }

  /**
   * Reads what {@code toString} writes: {@code 192.168.0.254:80/tcp}, {@code [2001:db8::1]:80/tcp},
   * {@code fwm 7}, {@code fwm 7/inet6}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static IpvsServiceKey parse(String text) {
    Matcher mark = IpvsServiceKeyText.MARK.matcher(text);
    if (mark.matches()) {
      return new FirewallMark(
          mark.group("inet6") == null ? Family.INET : Family.INET6,
          Integer.parseInt(mark.group("mark")));
    }
    Matcher address = IpvsServiceKeyText.ADDRESS.matcher(text);
    if (!address.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a virtual service; write ADDRESS:PORT/PROTOCOL, or 'fwm MARK'"
              .formatted(text));
    }
    String inet6 = address.group("inet6");
    return new Address(
        TransportProtocol.parse(address.group("protocol")),
        InetAddresses.parse(inet6 == null ? address.group("inet") : inet6),
        Integer.parseInt(address.group("port")));
  }

  /** Address and port as in a URL. */
  static String format(InetAddress address, int port) {
    String text = InetAddresses.format(address);
    return (address instanceof Inet4Address ? text : "[" + text + "]") + ":" + port;
  }
}
