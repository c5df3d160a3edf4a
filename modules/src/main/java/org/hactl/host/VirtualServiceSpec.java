package org.hactl.host;

import java.util.List;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.TransportProtocol;
import org.jspecify.annotations.Nullable;

/**
 * One virtual service with its real servers.
 *
 * @param virtualRouter the router that holds the address; null if no router holds it
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 * @param address the VIP, without a prefix
 * @param scheduler the IPVS scheduler's name ({@code rr}, {@code wlc} …)
 * @param flags scheduler flags by ipvsadm's names ({@code sh-port}, {@code mh-fallback} …)
 * @param persistenceMillis 0 for none
 * @param check null for no check: every real server then counts as healthy
 * @param onDown what happens to an unhealthy real server's entry
 * @param capacity null if the site says nothing about it
 */
public record VirtualServiceSpec(
    String name,
    @Nullable String virtualRouter,
    String protocol,
    String address,
    int port,
    String scheduler,
    List<String> flags,
    ForwardMethod forward,
    long persistenceMillis,
    @Nullable CheckSpec check,
    OnDown onDown,
    List<RealServerSpec> realServers,
    @Nullable CapacitySpec capacity) {
  public VirtualServiceSpec {
    flags = List.copyOf(flags);
    realServers = List.copyOf(realServers);
  }

  /** The kernel's key of the service. */
  public IpvsServiceKey key() {
    return new IpvsServiceKey.Address(
        TransportProtocol.parse(protocol), InetAddresses.parse(address), port);
  }

  /** The key as text: {@code 192.168.0.254:80/tcp}, {@code [2001:db8::1]:80/tcp}. */
  public String text() {
    return key().toString();
  }

  /** What it needs of its real servers. */
  public CapacitySpec capacityOrNone() {
    return capacity == null ? CapacitySpec.NONE : capacity;
  }

  /** A builder for a service at this address and port. */
  public static VirtualServiceBuilder builder(String name, String address, int port) {
    return new VirtualServiceBuilder(name, address, port);
  }

  /** A builder that starts with this service. */
  public VirtualServiceBuilder toBuilder() {
    return new VirtualServiceBuilder(this);
  }

  /** The same service with other real servers. */
  public VirtualServiceSpec withRealServers(List<RealServerSpec> others) {
    return toBuilder().realServers(others).build();
  }

  /** How a packet reaches the real server. */
  public enum ForwardMethod {
    DR,
    NAT,
    TUN
  }

  /** What happens to the IPVS destination of a real server whose check fails. */
  public enum OnDown {
    /** The destination is removed; its connections are cut. */
    REMOVE,
    /** The destination's weight becomes 0: existing connections stay, and it gets no new ones. */
    QUIESCE
  }

  /** One real server: {@code host} is its inventory name, {@code address} is where packets go. */
  public record RealServerSpec(String host, String address, int port, int weight) {}
}
