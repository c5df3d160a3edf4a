package org.hactl.site.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.TransportProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Where clients reach a virtual service: {@code 192.168.0.254:80/tcp}, {@code [fd00::1]:80/tcp}. A
 * service may have several of them.
 *
 * @param address unspecified ({@code 0.0.0.0} or {@code ::}) for packets with a firewall mark
 * @param port 0 for all ports
 * @param mark the packets have this firewall mark; null for packets to address and port
 * @param marked the ports of the address whose packets hactl gives that mark; none if other rules
 *     set it
 */
public record ServiceAddress(
    InetAddress address,
    int port,
    TransportProtocol protocol,
    @Nullable Integer mark,
    List<PortRange> marked) {
  /** More would be a mistake; IPVS has an entry for each. */
  public static final int MOST = 256;

  private static final Pattern FORM =
      Pattern.compile(
          "(?:([0-9.]+?)(?:-([0-9]{1,3}))?|\\[([0-9A-Fa-f:.]+?)(?:-([0-9A-Fa-f]{1,4}))?\\])"
              + ":([0-9]{1,5}|all)(?:/([A-Za-z]+))?");

  /** Marks of hactl's own choice are not those that people give: 1000000 to 1999999. */
  private static final int FIRST_MARK = 1_000_000;

  private static final int MAX_PORT = 65_535;
  private static final int MAX_BYTE = 0xff;
  private static final int HEXADECIMAL = 16;

  public ServiceAddress {
    marked = List.copyOf(marked);
  }

  /** Packets to these ports of a VIP, which hactl marks; without a mark it chooses one. */
  public static ServiceAddress ofPorts(
      InetAddress vip, List<PortRange> ports, Optional<Integer> mark) {
    String text = InetAddresses.format(vip) + ports;
    return new ServiceAddress(
        vip,
        0,
        ports.getFirst().protocol(),
        mark.orElse(FIRST_MARK + Math.floorMod(text.hashCode(), FIRST_MARK)),
        ports);
  }

  /** Packets with a firewall mark. */
  public static ServiceAddress ofMark(Family family, int mark) {
    InetAddress any = InetAddresses.parse(family == Family.INET ? "0.0.0.0" : "::");
    return new ServiceAddress(any, 0, TransportProtocol.TCP, mark, List.of());
  }

  /**
   * Reads {@code address:port/protocol}, with {@code all} or 0 for all ports, or {@code
   * 192.168.0.10-20:80} for several addresses. Without a protocol it is tcp.
   *
   * @throws IllegalArgumentException if it has another form, or the range has no end
   */
  public static List<ServiceAddress> parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException();
    }
    int port = parts.group(5).equals("all") ? 0 : Integer.parseInt(parts.group(5));
    TransportProtocol protocol =
        parts.group(6) == null
            ? TransportProtocol.TCP
            : TransportProtocol.of(parts.group(6)).orElseThrow(IllegalArgumentException::new);
    boolean four = parts.group(1) != null;
    InetAddress first =
        SiteAddresses.parse(four ? parts.group(1) : parts.group(3))
            .orElseThrow(IllegalArgumentException::new);
    String last = four ? parts.group(2) : parts.group(4);
    if (port > MAX_PORT || first.isAnyLocalAddress()) {
      throw new IllegalArgumentException();
    }
    List<InetAddress> addresses =
        last == null
            ? List.of(first)
            : upTo(first, Integer.parseInt(last, four ? 10 : HEXADECIMAL));
    return addresses.stream()
        .map(address -> new ServiceAddress(address, port, protocol, null, List.of()))
        .toList();
  }

  /** The addresses from the first to the one whose last part is {@code last}. */
  private static List<InetAddress> upTo(InetAddress first, int last) {
    byte[] bytes = first.getAddress();
    int end = bytes.length - 1;
    boolean four = Family.of(first) == Family.INET;
    int from =
        Byte.toUnsignedInt(bytes[end])
            | (four ? 0 : Byte.toUnsignedInt(bytes[end - 1]) << Byte.SIZE);
    if (last < from || last - from >= MOST || (four && last > MAX_BYTE)) {
      throw new IllegalArgumentException(
          "a range goes up, by %d addresses at most: 192.168.0.10-20:80/tcp".formatted(MOST));
    }
    List<InetAddress> all = new ArrayList<>();
    for (int part = from; part <= last; part++) {
      bytes[end] = (byte) part;
      if (!four) {
        bytes[end - 1] = (byte) (part >>> Byte.SIZE);
      }
      try {
        all.add(InetAddress.getByAddress(bytes.clone()));
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }
    return all;
  }

  /** The VIP; unspecified for a firewall mark. */
  public boolean hasVip() {
    return !address.isAnyLocalAddress();
  }

  /** The ports whose packets the service gets; none if it is not known which have the mark. */
  public List<PortRange> ports() {
    return mark == null
        ? List.of(new PortRange(protocol, port == 0 ? 1 : port, port == 0 ? MAX_PORT : port))
        : marked;
  }

  /** The text of IPVS's key: {@code 192.168.0.254:80/tcp}, {@code fwm 7}, {@code fwm 7/inet6}. */
  @Override
  public String toString() {
    String host = InetAddresses.format(address);
    if (mark != null) {
      return "fwm " + mark + (Family.of(address) == Family.INET6 ? "/inet6" : "");
    }
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/" + protocol.text();
  }
}
