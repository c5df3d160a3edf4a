package org.hactl.host;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.TransportProtocol;
import org.jspecify.annotations.Nullable;

/**
 * One virtual service with its real servers, at one of its addresses: a service with several has a
 * specification for each of them, all of the same name. Its real servers are checked once.
 *
 * @param virtualRouter the router that holds the address; null if no router holds it
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 * @param address the VIP, without a prefix; unspecified for packets with a firewall mark
 * @param port 0 for all ports
 * @param mark the packets have this firewall mark, and protocol, address and port say nothing more
 *     than their family; null for packets to address and port
 * @param scheduler the IPVS scheduler's name ({@code rr}, {@code wlc} …)
 * @param flags scheduler flags by ipvsadm's names ({@code sh-port}, {@code mh-fallback} …)
 * @param persistenceMillis 0 for none
 * @param persistenceOptions null for none of them
 * @param forward of the real servers that have no method of their own
 * @param check of the real servers that have no check of their own; null for none: they count as
 *     healthy
 * @param onDown what happens to an unhealthy real server's entry, unless the real server says it
 * @param capacity null if the site says nothing about it
 * @param onMasterOnly whether IPVS has it only while this host is master of {@code virtualRouter}:
 *     this host is a real server of it, and as backup it would balance the master's packets again
 */
public record VirtualServiceSpec(
    String name,
    @Nullable String virtualRouter,
    String protocol,
    String address,
    int port,
    @Nullable Integer mark,
    String scheduler,
    List<String> flags,
    ForwardMethod forward,
    long persistenceMillis,
    @Nullable PersistenceOptions persistenceOptions,
    @Nullable CheckSpec check,
    OnDown onDown,
    List<RealServerSpec> realServers,
    @Nullable CapacitySpec capacity,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean onMasterOnly) {
  public VirtualServiceSpec {
    flags = List.copyOf(flags);
    realServers = List.copyOf(realServers);
  }

  /** The kernel's key of the service. */
  public IpvsServiceKey key() {
    return mark == null
        ? new IpvsServiceKey.Address(
            TransportProtocol.parse(protocol), InetAddresses.parse(address), port)
        : new IpvsServiceKey.FirewallMark(Family.of(InetAddresses.parse(address)), mark);
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

  /** The same service with this one real server alone, and with its check as the service's. */
  public VirtualServiceSpec onlyWith(RealServerSpec server) {
    return toBuilder().check(checkOf(server)).realServers(List.of(server)).build();
  }

  /** How packets reach a real server of this service. */
  public ForwardMethod forwardOf(RealServerSpec server) {
    return requireNonNullElse(server.options().forward(), forward);
  }

  /** The check of a real server; null if it counts as healthy. */
  public @Nullable CheckSpec checkOf(RealServerSpec server) {
    CheckSpec own = server.options().check();
    return own != null ? own : check;
  }

  /** The service's check, and those that real servers have instead of it. */
  public Stream<CheckSpec> checks() {
    return Stream.concat(
            Stream.ofNullable(check),
            realServers.stream().flatMap(server -> Stream.ofNullable(server.options().check())))
        .distinct();
  }

  /** What happens to the entry of a real server that fails its check. */
  public OnDown onDownOf(RealServerSpec server) {
    return requireNonNullElse(server.options().onDown(), onDown);
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

  /**
   * One real server: {@code host} is its inventory name, {@code address} is where packets go.
   *
   * @param own what it has otherwise than the service; null for nothing
   */
  public record RealServerSpec(
      String host, String address, int port, int weight, @Nullable RealServerOptions own) {
    /** A real server that has all as the service has it. */
    public RealServerSpec(String host, String address, int port, int weight) {
      this(host, address, port, weight, null);
    }

    /** The port under which it is checked and its health is known. */
    public int checkedPort() {
      return requireNonNullElse(options().checkedPort(), port);
    }

    /** What it has otherwise than the service. */
    public RealServerOptions options() {
      return requireNonNullElse(own, RealServerOptions.NONE);
    }
  }
}
