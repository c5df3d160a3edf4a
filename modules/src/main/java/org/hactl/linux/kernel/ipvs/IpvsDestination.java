package org.hactl.linux.kernel.ipvs;

import java.net.InetAddress;
import java.util.Comparator;
import org.hactl.linux.net.InetAddresses;

/**
 * A real server of a virtual service, without its counters. Address and port are its identity.
 *
 * @param address may be of another family than the service, for tunnels
 * @param weight 0 for a real server that gets no new connection
 * @param upperThreshold the real server gets no new connection above this number of connections; 0
 *     for no limit
 * @param lowerThreshold it gets new connections again below this number; 0 for the kernel's choice
 * @param tunnel of the method {@link IpvsForwardMethod#TUN}
 */
public record IpvsDestination(
    InetAddress address,
    int port,
    IpvsForwardMethod method,
    int weight,
    long upperThreshold,
    long lowerThreshold,
    IpvsTunnel tunnel) {
  public static final Comparator<IpvsDestination> ORDER =
      Comparator.comparing(IpvsDestination::address, InetAddresses.ORDER)
          .thenComparingInt(IpvsDestination::port);

  public IpvsDestination {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
    if (weight < 0) {
      throw new IllegalArgumentException("weight " + weight + " is less than 0");
    }
  }

  /** A destination that is reached by IP in IP, if it is one of a tunnel. */
  public IpvsDestination(
      InetAddress address,
      int port,
      IpvsForwardMethod method,
      int weight,
      long upperThreshold,
      long lowerThreshold) {
    this(address, port, method, weight, upperThreshold, lowerThreshold, IpvsTunnel.IPIP);
  }

  public static IpvsDestination of(
      InetAddress address, int port, IpvsForwardMethod method, int weight) {
    return new IpvsDestination(address, port, method, weight, 0, 0);
  }

  IpvsDestination withWeight(int newWeight) {
    return new IpvsDestination(
        address, port, method, newWeight, upperThreshold, lowerThreshold, tunnel);
  }

  public boolean sameIdentity(IpvsDestination other) {
    return address.equals(other.address) && port == other.port;
  }

  /** The address and port as text: {@code 192.168.0.18:80}. */
  public String endpoint() {
    return IpvsServiceKey.format(address, port);
  }
}
