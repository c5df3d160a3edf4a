package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.vrrp.model.Transport;

/** The addresses of a simulated site. Half of them are high, where signed order differs. */
final class SimulatedAddresses {
  private static final int LINK_LOCAL = 0xfe80;
  private static final int GLOBAL = 0x2001;

  private SimulatedAddresses() {}

  /** A director's addresses on every segment, in the order in which its kernel lists them. */
  static List<InetAddress> own(int node) {
    return List.of(inet(node), global(node), linkLocal(node));
  }

  static InetAddress inet(int node) {
    return InetAddresses.of(
        new byte[] {(byte) (node % 2 == 0 ? 10 : 192), 0, 2, (byte) (node + 1)});
  }

  static InetAddress linkLocal(int node) {
    return inet6(LINK_LOCAL, node % 2 == 0 ? 1 : 0xff, node + 1);
  }

  static InetAddress global(int node) {
    return inet6(GLOBAL, node % 2 == 0 ? 1 : 0xff, node + 1);
  }

  /** A router's virtual addresses: one or two, of which the second comes and goes. */
  static List<InetAddress> virtual(int router, Family family, boolean second) {
    Stream<InetAddress> both =
        switch (family) {
          case INET ->
              Stream.of(
                  InetAddresses.of(new byte[] {(byte) 172, 16, (byte) router, 1}),
                  InetAddresses.of(new byte[] {(byte) 172, 16, (byte) router, 2}));
          case INET6 -> Stream.of(inet6(LINK_LOCAL, 0x51, router), inet6(GLOBAL, 0x51, router));
        };
    return both.limit(second ? 2 : 1).toList();
  }

  private static InetAddress inet6(int prefix, int subnet, int number) {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) (prefix >> 8);
    bytes[1] = (byte) prefix;
    bytes[8] = (byte) subnet;
    bytes[15] = (byte) number;
    return InetAddresses.of(bytes);
  }

  /** The other directors as peers, in IPv6 with link-local or global addresses. */
  static List<Transport.Peer> peers(int node, int nodes, Family family, boolean linkLocal) {
    List<Transport.Peer> peers = new ArrayList<>();
    for (int other = 0; other < nodes; other++) {
      if (other != node) {
        InetAddress address = source(other, family, linkLocal);
        peers.add(new Transport.Peer(address, 255, 255));
      }
    }
    return peers;
  }

  /** The address from which a director sends. */
  static InetAddress source(int node, Family family, boolean linkLocal) {
    return switch (family) {
      case INET -> inet(node);
      case INET6 -> linkLocal ? linkLocal(node) : global(node);
    };
  }
}
