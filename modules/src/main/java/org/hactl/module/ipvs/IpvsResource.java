package org.hactl.module.ipvs;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.kernel.ipvs.IpvsEntry;
import org.hactl.linux.kernel.ipvs.IpvsForwardMethod;
import org.hactl.linux.kernel.ipvs.IpvsService;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * A virtual service with its real servers.
 *
 * @param service its identity: {@code 192.168.0.254:80/tcp}, {@code [2001:db8::1]:80/tcp} or {@code
 *     fwm 7}
 * @param scheduler the kernel's name of the scheduler; only the kernel knows whether it has this
 *     scheduler
 * @param flags by ipvsadm's names: {@code ops}, {@code sh-port} …
 * @param persistenceSeconds 0 for none
 * @param persistencePrefix how many leading bits of a client's address count; null for all
 * @param persistenceEngine {@code sip}; null for none
 * @param destinations kept in the order of their addresses and ports
 */
public record IpvsResource(
    String service,
    String scheduler,
    List<String> flags,
    int persistenceSeconds,
    @Nullable Integer persistencePrefix,
    @Nullable String persistenceEngine,
    List<Destination> destinations)
    implements Resource {
  public static final String KIND = "ipvs";

  /**
   * @throws IllegalArgumentException if a part is not valid, or a destination is given twice
   */
  public IpvsResource {
    service = IpvsServiceKey.parse(service).toString();
    flags = flags.stream().distinct().sorted().toList();
    IpvsFlags.parse(flags);
    Map<IpvsDestination, Destination> sorted = new TreeMap<>(IpvsDestination.ORDER);
    for (Destination destination : destinations) {
      IpvsDestination inKernel = destination.inKernel();
      if (sorted.put(inKernel, destination) != null) {
        throw new IllegalArgumentException(
            service + ": " + inKernel.endpoint() + " is given twice");
      }
    }
    destinations = List.copyOf(sorted.values());
  }

  /** A service without flags and persistence. */
  static IpvsResource of(String service, String scheduler, List<Destination> destinations) {
    return new IpvsResource(service, scheduler, List.of(), 0, null, null, destinations);
  }

  /** How a packet reaches a real server. */
  public enum Forward {
    DR(IpvsForwardMethod.DR),
    NAT(IpvsForwardMethod.NAT),
    TUN(IpvsForwardMethod.TUN);

    private final IpvsForwardMethod method;

    Forward(IpvsForwardMethod method) {
      this.method = method;
    }

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if the text is not {@code dr}, {@code nat} or {@code tun}
     */
    @JsonCreator
    public static Forward parse(String text) {
      for (Forward forward : values()) {
        if (forward.text().equals(text)) {
          return forward;
        }
      }
      throw new IllegalArgumentException(
          "'" + text + "' is not a forward method; use dr, nat or tun");
    }
  }

  /**
   * A real server. Address and port are its identity.
   *
   * @param weight 0 for a real server that gets no new connection
   * @param upperThreshold the real server gets no new connection above this number of connections;
   *     0 for no limit
   * @param lowerThreshold it gets new connections again below this number; 0 for the kernel's
   *     choice
   * @param tunnel of the method {@code tun}; null for IP in IP
   */
  public record Destination(
      String address,
      int port,
      Forward forward,
      int weight,
      long upperThreshold,
      long lowerThreshold,
      @Nullable Tunnel tunnel) {
    public Destination {
      address = InetAddresses.canonical(address);
    }

    public static Destination of(String address, int port, Forward forward, int weight) {
      return new Destination(address, port, forward, weight, 0, 0, null);
    }

    IpvsDestination inKernel() {
      InetAddress parsed = InetAddresses.parse(address);
      return new IpvsDestination(
          parsed,
          port,
          forward.method,
          weight,
          upperThreshold,
          lowerThreshold,
          requireNonNullElse(tunnel, Tunnel.IPIP).inKernel());
    }
  }

  @Override
  public ResourceId id() {
    // The service is in canonical form already.
    return new ResourceId(KIND, service);
  }

  /** The identity of the resource of a service. */
  public static ResourceId id(IpvsServiceKey key) {
    return new ResourceId(KIND, key.toString());
  }

  /** The service that a resource's identity of this kind names. */
  static IpvsServiceKey key(ResourceId id) {
    return IpvsServiceKey.parse(id.key());
  }

  IpvsServiceKey key() {
    return IpvsServiceKey.parse(service);
  }

  /** The service as the kernel will have it. */
  IpvsEntry inKernel() {
    Family family = key().family();
    return new IpvsEntry(
        new IpvsService(
            key(),
            scheduler,
            IpvsFlags.parse(flags),
            persistenceSeconds,
            persistencePrefix == null ? family.addressBits() : persistencePrefix,
            requireNonNullElse(persistenceEngine, "")),
        destinations.stream().map(Destination::inKernel).toList());
  }
}
