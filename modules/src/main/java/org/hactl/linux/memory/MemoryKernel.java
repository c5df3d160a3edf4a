package org.hactl.linux.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.hactl.linux.kernel.Addresses;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.KernelEvents;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.Links;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.Neighbours;
import org.hactl.linux.kernel.PromotedInterfaces;
import org.hactl.linux.kernel.PromotingAddresses;
import org.hactl.linux.kernel.Routes;
import org.hactl.linux.kernel.Rules;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.kernel.Sysctls;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.MacAddress;

/**
 * A kernel in memory. It answers like the real one, with the same errors, and reports every change
 * to its listeners, in the thread that makes the change and before the call returns.
 *
 * <p>A new one has the interface {@code lo} and the parameters of {@link MemorySysctls}, and makes
 * no automatic routes. Changes by other programs are simulated through the same interfaces.
 */
public final class MemoryKernel implements Kernel {
  private record InjectedError(String operation, String object, Errno errno, boolean once) {}

  private final List<Consumer<KernelEvent>> listeners = new CopyOnWriteArrayList<>();
  private final List<InjectedError> faults = new ArrayList<>();
  private final MemoryLinks links = new MemoryLinks(this);
  private final MemoryRoutes routes = new MemoryRoutes(this, links);
  private final MemoryRules rules = new MemoryRules(this);
  private final MemorySysctls sysctls = new MemorySysctls(this);
  private final MemoryAddresses addresses = new MemoryAddresses(this, links, sysctls);
  private final Addresses promoting =
      new PromotingAddresses(addresses, new PromotedInterfaces(sysctls));
  private final MemoryIpvs ipvs = new MemoryIpvs(this);
  private int changes;
  private boolean protocolsKnown = true;

  public MemoryKernel() {
    links.put(
        new Link(
            1,
            Link.LOOPBACK,
            Link.IFF_UP | Link.IFF_LOOPBACK | Link.IFF_RUNNING,
            MacAddress.NONE,
            65_536));
    sysctls.addInterface("all");
    sysctls.addInterface("default");
    sysctls.addInterface(Link.LOOPBACK);
  }

  /** Adds an Ethernet interface that is up and running, with its parameters. */
  public MemoryKernel withLink(String name) {
    return withLink(name, Link.IFF_BROADCAST | Link.IFF_MULTICAST);
  }

  /** Adds an interface that is up and running, and cannot send multicast. */
  public MemoryKernel withLinkWithoutMulticast(String name) {
    return withLink(name, 0);
  }

  private MemoryKernel withLink(String name, int more) {
    int index = links.list().getLast().index() + 1;
    int flags = Link.IFF_UP | Link.IFF_RUNNING | more;
    appear(new Link(index, name, flags, new MacAddress(0x0200_0000_0000L + index), 1500));
    return this;
  }

  /** Gives an interface an address ({@code ADDRESS/PREFIX}) as its own, without counting it. */
  public MemoryKernel withAddress(String interfaceName, String prefix) {
    addresses.put(InterfaceAddress.of(interfaceName, InetPrefix.parse(prefix)));
    return this;
  }

  void appear(Link link) {
    links.put(link);
    sysctls.addInterface(link.name());
    tell(new KernelEvent.LinkChanged(link));
  }

  /** Removes an interface, with its addresses, routes and the links on it. */
  public void removeLink(String name) {
    Link link = links.find(name).orElseThrow();
    links.list().stream()
        .filter(other -> other.parentIndex() == link.index())
        .forEach(other -> removeLink(other.name()));
    addresses.removeAll(name);
    routes.removeAll(name);
    sysctls.removeInterface(name);
    links.drop(link);
    tell(new KernelEvent.LinkRemoved(link));
  }

  /** Gives an interface another name; its addresses stay on it. */
  public void renameLink(String from, String to) {
    Link renamed = links.rename(from, to);
    addresses.rename(from, to);
    sysctls.removeInterface(from);
    sysctls.addInterface(to);
    tell(new KernelEvent.LinkRenamed(from, renamed));
  }

  /** Pulls or plugs an interface's cable. */
  void setCarrier(String name, boolean carrier) {
    links.setCarrier(name, carrier);
  }

  /** Defines a parameter, whether it exists already or not, without an event. */
  public MemoryKernel withSysctl(String key, String value) {
    sysctls.define(SysctlKey.parse(key), value);
    return this;
  }

  /** From now on each value written to a parameter is changed by {@code rounding}. */
  public MemoryKernel withRounding(String key, UnaryOperator<String> rounding) {
    sysctls.round(SysctlKey.parse(key), rounding);
    return this;
  }

  /**
   * Makes this a kernel that does not tell which program added an address or a rule, as before
   * Linux 5.18 and 4.17.
   */
  public MemoryKernel withoutProtocols() {
    protocolsKnown = false;
    return this;
  }

  boolean protocolsKnown() {
    return protocolsKnown;
  }

  /** Makes this a kernel without IPVS. */
  public MemoryKernel withoutIpvs() {
    ipvs.absent();
    return this;
  }

  /**
   * From now on an operation fails.
   *
   * @param operation as in {@link LinuxException#operation()}: {@code add address}, {@code write
   *     sysctl} …
   * @param object fails only if the object contains this; empty for all
   */
  public void fail(String operation, String object, Errno errno) {
    faults.add(new InjectedError(operation, object, errno, false));
  }

  /** Like {@link #fail}, but only the next matching operation fails. */
  public void failOnce(String operation, String object, Errno errno) {
    faults.add(new InjectedError(operation, object, errno, true));
  }

  /** Ends all failures that {@link #fail} and {@link #failOnce} have set. */
  public void heal() {
    faults.clear();
  }

  /** Sends an event to all listeners, for instance a {@link KernelEvent.Resync}. */
  void tell(KernelEvent event) {
    listeners.forEach(listener -> listener.accept(event));
  }

  /** How many changes of any kind have succeeded so far. */
  public synchronized int changes() {
    return changes;
  }

  /** How often the table of virtual services was read as a whole, also for a fingerprint. */
  public int tableReads() {
    return ipvs.reads();
  }

  boolean takesIpv6(String interfaceName) {
    return sysctls.takesIpv6(interfaceName);
  }

  /** Throws the failure that is due for an operation, if any. */
  synchronized void raiseFault(String operation, String object) {
    for (InjectedError fault : faults) {
      if (fault.operation.equals(operation) && object.contains(fault.object)) {
        if (fault.once) {
          faults.remove(fault);
        }
        throw new LinuxException(operation, object, fault.errno, "injected");
      }
    }
  }

  synchronized void changed() {
    changes++;
  }

  @Override
  public Links links() {
    return links;
  }

  @Override
  public Addresses addresses() {
    return promoting;
  }

  /**
   * The addresses as another program changes them: if it removes the first address of a network,
   * the kernel removes the others too, unless {@code promote_secondaries} is on.
   */
  Addresses plainAddresses() {
    return addresses;
  }

  @Override
  public Routes routes() {
    return routes;
  }

  @Override
  public Rules rules() {
    return rules;
  }

  @Override
  public Sysctls sysctls() {
    return sysctls;
  }

  @Override
  public Ipvs ipvs() {
    return ipvs;
  }

  @Override
  public KernelEvents events() {
    return listener -> {
      listeners.add(listener);
      return new MemorySubscription(sysctls, listeners, listener);
    };
  }

  @Override
  public Neighbours neighbours() {
    return Neighbours.NONE;
  }

  @Override
  public void close() {
    listeners.clear();
  }
}
