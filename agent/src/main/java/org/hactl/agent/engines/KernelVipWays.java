package org.hactl.agent.engines;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.hactl.health.probe.VipWays;
import org.hactl.host.CheckPath;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.socket.Egress;
import org.hactl.linux.socket.UdpCall;
import org.jspecify.annotations.Nullable;

/**
 * The ways to VIPs through real servers, as the kernel has them.
 *
 * <p>On the master a real server's answer has a source address that this host has itself. The
 * kernel drops such a packet unless {@code accept_local} is 1 on the interface; with {@code
 * rp_filter} 1 the address must be on that interface, too (fib_validate_source in
 * net/ipv4/fib_frontend.c). IPv6 has no such rule.
 */
public final class KernelVipWays implements VipWays {
  /** A site's checks ask this hundreds of times a second, and the answer changes seldom. */
  private static final long KNOWN_MILLIS = 1_000;

  private static final String STRICT = "1";

  private final Kernel kernel;
  private final LongSupplier millis;
  private final Map<Ends, Known> known = new ConcurrentHashMap<>();

  private record Ends(InetAddress vip, InetAddress source) {}

  private record Known(@Nullable String lack, long millis) {}

  /**
   * @param millis a clock, in milliseconds
   */
  public KernelVipWays(Kernel kernel, LongSupplier millis) {
    this.kernel = kernel;
    this.millis = millis;
  }

  @Override
  public @Nullable String lack(CheckPath path, InetAddress vip, InetAddress source) {
    try {
      if (!leads(path)) {
        return "IPVS does not lead %s to %s alone".formatted(path.key(), path.address());
      }
      return Family.of(vip) == Family.INET && isHere(vip)
          ? answersLack(new Ends(vip, source))
          : null;
    } catch (LinuxException | CodecException e) {
      return e.getMessage();
    }
  }

  private boolean leads(CheckPath path) {
    List<IpvsDestination> found = kernel.ipvs().destinations(path.key());
    return found.size() == 1
        && found.getFirst().weight() > 0
        && found.getFirst().address().equals(InetAddresses.parse(path.address()));
  }

  /** Packets to an address of this host come from that address. */
  private static boolean isHere(InetAddress vip) {
    try {
      return UdpCall.sourceToward(vip, Egress.BY_ROUTE).equals(vip);
    } catch (IOException _) {
      return false;
    }
  }

  private @Nullable String answersLack(Ends ends) {
    long now = millis.getAsLong();
    Known before = known.get(ends);
    if (before == null || Math.abs(now - before.millis()) >= KNOWN_MILLIS) {
      before = new Known(whyDropped(ends), now);
      known.put(ends, before);
    }
    return before.lack();
  }

  private @Nullable String whyDropped(Ends ends) {
    List<InterfaceAddress> addresses = kernel.addresses().list();
    String into = interfaceOf(addresses, ends.source());
    if (into == null) {
      return "this host has no address " + InetAddresses.format(ends.source());
    }
    String vip = InetAddresses.format(ends.vip());
    if (!isOn("all", "accept_local") && !isOn(into, "accept_local")) {
      return "this host holds %s and drops answers from it; set net.ipv4.conf.%s.accept_local=1"
          .formatted(vip, into);
    }
    boolean strict = mode("all").equals(STRICT) || mode(into).equals(STRICT);
    boolean loose = mode("all").equals("2") || mode(into).equals("2");
    return strict && !loose && !into.equals(interfaceOf(addresses, ends.vip()))
        ? "this host holds %s on another interface and drops answers from it; set net.ipv4.conf.%s.rp_filter=2"
            .formatted(vip, into)
        : null;
  }

  private static @Nullable String interfaceOf(
      List<InterfaceAddress> addresses, InetAddress address) {
    return addresses.stream()
        .filter(each -> each.prefix().address().equals(address))
        .map(InterfaceAddress::interfaceName)
        .findFirst()
        .orElse(null);
  }

  private String mode(String interfaceName) {
    return read(interfaceName, "rp_filter").orElse("0");
  }

  private boolean isOn(String interfaceName, String name) {
    return read(interfaceName, name).filter(each -> !each.equals("0")).isPresent();
  }

  private Optional<String> read(String interfaceName, String name) {
    return kernel.sysctls().read(SysctlKey.ofInterface(Family.INET, interfaceName, name));
  }
}
