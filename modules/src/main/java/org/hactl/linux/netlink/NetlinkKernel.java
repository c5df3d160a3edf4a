package org.hactl.linux.netlink;

import java.util.function.Supplier;
import org.hactl.linux.kernel.Addresses;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.KernelEvents;
import org.hactl.linux.kernel.Links;
import org.hactl.linux.kernel.Neighbours;
import org.hactl.linux.kernel.PromotedInterfaces;
import org.hactl.linux.kernel.PromotingAddresses;
import org.hactl.linux.kernel.Routes;
import org.hactl.linux.kernel.Rules;
import org.hactl.linux.kernel.Sysctls;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.hactl.linux.watch.ProcSysctls;

/** The kernel of this host over netlink and {@code /proc/sys}. */
public final class NetlinkKernel implements Kernel {
  private final NetlinkClient client;
  private final NetlinkLinks links;
  private final Addresses addresses;
  private final NetlinkRoutes routes;
  private final NetlinkRules rules;
  private final Neighbours neighbours;
  private final Sysctls sysctls;
  private final PromotedInterfaces promoted;
  private final Supplier<String> ipvsLoader;
  private final NetlinkIpvs ipvs;

  private NetlinkKernel(PromotedInterfaces promoted, Supplier<String> ipvsLoader, Sysctls sysctls) {
    this.sysctls = sysctls;
    this.ipvsLoader = ipvsLoader;
    this.ipvs = new NetlinkIpvs(ipvsLoader);
    this.client = new NetlinkClient(NetlinkSocket.ROUTE);
    this.promoted = promoted;
    this.links = new NetlinkLinks(client);
    this.addresses = new PromotingAddresses(new NetlinkAddresses(client, links), promoted);
    this.routes = new NetlinkRoutes(client, links);
    this.rules = new NetlinkRules(client);
    this.neighbours = new NetlinkNeighbours(client);
  }

  /**
   * Opens the kernel for the network namespace of the calling thread.
   *
   * @throws LinuxException if no netlink socket can be had
   */
  public static NetlinkKernel open() {
    return open(Modprobe::ipvs, new ProcSysctls());
  }

  /**
   * As {@link #open()}, in a process that may not load a module or write each parameter itself.
   *
   * @param ipvsLoader loads the kernel's IPVS and returns what was said
   */
  public static NetlinkKernel open(Supplier<String> ipvsLoader, Sysctls sysctls) {
    return new NetlinkKernel(
        new PromotedInterfaces(new ProcSysctls()),
        ipvsLoader,
        new IpvsSysctls(sysctls, ipvsLoader));
  }

  /**
   * Another conversation with the same kernel.
   *
   * @throws LinuxException if no netlink socket can be had
   */
  public NetlinkKernel another() {
    return new NetlinkKernel(promoted, ipvsLoader, sysctls);
  }

  @Override
  public Links links() {
    return links;
  }

  @Override
  public Addresses addresses() {
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
  public Neighbours neighbours() {
    return neighbours;
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
    return listener -> NetlinkSubscription.start(links, listener);
  }

  @Override
  public void close() {
    client.close();
    ipvs.close();
  }
}
