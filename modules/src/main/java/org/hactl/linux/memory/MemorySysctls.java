package org.hactl.linux.memory;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.kernel.Sysctls;
import org.hactl.linux.net.Family;

/**
 * The parameters of the kernel in memory: forwarding, and for each interface those that direct
 * routing and VRRP use.
 */
final class MemorySysctls implements Sysctls {
  private static final List<String> PER_INTERFACE =
      List.of(
          "accept_local",
          "arp_accept",
          "arp_announce",
          "arp_filter",
          "arp_ignore",
          "forwarding",
          "promote_secondaries",
          "rp_filter");

  /**
   * With 1, an interface takes no IPv6 address. A new interface has the value of {@code default}.
   */
  private static final String DISABLE_IPV6 = "disable_ipv6";

  private final MemoryKernel kernel;
  private final SortedMap<SysctlKey, String> values = new TreeMap<>();
  private final Map<SysctlKey, UnaryOperator<String>> roundings = new HashMap<>();
  private final Map<Consumer<KernelEvent>, Set<SysctlKey>> watched = new HashMap<>();

  MemorySysctls(MemoryKernel kernel) {
    this.kernel = kernel;
    define(SysctlKey.parse("net.ipv4.ip_forward"), "0");
    define(SysctlKey.parse("net.ipv4.ip_nonlocal_bind"), "0");
    define(SysctlKey.parse("net.ipv4.vs.conntrack"), "0");
    define(SysctlKey.parse("net.ipv4.vs.expire_nodest_conn"), "0");
    define(SysctlKey.parse("net.ipv4.vs.expire_quiescent_template"), "0");
  }

  @Override
  public synchronized Optional<String> read(SysctlKey key) {
    kernel.raiseFault("read sysctl", key.toString());
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public void write(SysctlKey key, String value) {
    kernel.raiseFault("write sysctl", key.toString());
    List<Consumer<KernelEvent>> told;
    synchronized (this) {
      if (!values.containsKey(key)) {
        throw new LinuxException("write sysctl", key.toString(), Errno.ENOENT, "");
      }
      values.put(key, roundings.getOrDefault(key, String::strip).apply(value));
      told =
          watched.entrySet().stream()
              .filter(each -> each.getValue().contains(key))
              .map(Map.Entry::getKey)
              .toList();
    }
    kernel.changed();
    told.forEach(listener -> listener.accept(new KernelEvent.SysctlWritten(key)));
  }

  /** What the kernel itself reads. */
  synchronized boolean isOn(SysctlKey key) {
    return !values.getOrDefault(key, "0").equals("0");
  }

  synchronized boolean takesIpv6(String interfaceName) {
    return !"1"
        .equals(values.get(SysctlKey.ofInterface(Family.INET6, interfaceName, DISABLE_IPV6)));
  }

  synchronized void round(SysctlKey key, UnaryOperator<String> rounding) {
    roundings.put(key, rounding);
  }

  synchronized void define(SysctlKey key, String value) {
    values.put(key, value);
  }

  synchronized void addInterface(String name) {
    for (String parameter : PER_INTERFACE) {
      values.put(SysctlKey.ofInterface(Family.INET, name, parameter), "0");
    }
    SysctlKey usual = SysctlKey.ofInterface(Family.INET6, "default", DISABLE_IPV6);
    values.put(
        SysctlKey.ofInterface(Family.INET6, name, DISABLE_IPV6), values.getOrDefault(usual, "0"));
  }

  synchronized void removeInterface(String name) {
    for (String parameter : PER_INTERFACE) {
      values.remove(SysctlKey.ofInterface(Family.INET, name, parameter));
    }
    values.remove(SysctlKey.ofInterface(Family.INET6, name, DISABLE_IPV6));
  }

  synchronized void watch(Consumer<KernelEvent> listener, Collection<SysctlKey> keys) {
    watched.put(listener, Set.copyOf(keys));
  }
}
