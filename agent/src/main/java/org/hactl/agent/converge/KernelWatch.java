package org.hactl.agent.converge;

import java.util.List;
import java.util.Set;
import org.hactl.agent.converge.time.Clock;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.KernelEvents;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.module.address.AddressResource;
import org.hactl.module.link.LinkResource;
import org.hactl.module.route.RouteResource;
import org.hactl.module.rule.RuleResource;
import org.hactl.module.sysctl.SysctlResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the network worker look at the kinds of resources that a kernel event is about. */
final class KernelWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KernelWatch.class);

  private final WorkQueue network;
  private final ExpectedKernelEvents expected;
  private final Engines engines;
  private final RenamedInterfaces renamedInterfaces;
  private final Clock clock;
  private KernelEvents.@Nullable Subscription subscription;

  /**
   * @param expected the events of changes that roles make; they need no look
   */
  KernelWatch(
      WorkQueue network,
      ExpectedKernelEvents expected,
      Engines engines,
      RenamedInterfaces renamedInterfaces,
      Clock clock) {
    this.network = network;
    this.expected = expected;
    this.engines = engines;
    this.renamedInterfaces = renamedInterfaces;
    this.clock = clock;
  }

  synchronized void subscribe(KernelEvents events) {
    subscription = events.subscribe(this::changed);
  }

  synchronized void watchSysctls(List<SysctlKey> keys) {
    if (subscription != null) {
      subscription.watchSysctls(keys);
    }
  }

  @Override
  public synchronized void close() {
    if (subscription != null) {
      subscription.close();
      subscription = null;
    }
  }

  void changed(KernelEvent event) {
    switch (event) {
      case KernelEvent.AddressAdded added -> address(added.address(), true);
      case KernelEvent.AddressRemoved removed -> address(removed.address(), false);
      case KernelEvent.LinkChanged changed -> link(changed.link().name());
      case KernelEvent.LinkRenamed renamed -> renamed(renamed.from(), renamed.link().name());
      case KernelEvent.LinkRemoved removed -> link(removed.link().name());
      case KernelEvent.RouteAdded _ -> look(FoundBy.NETLINK, Set.of(RouteResource.KIND));
      case KernelEvent.RouteRemoved _ -> look(FoundBy.NETLINK, Set.of(RouteResource.KIND));
      case KernelEvent.RuleAdded _ -> look(FoundBy.NETLINK, Set.of(RuleResource.KIND));
      case KernelEvent.RuleRemoved _ -> look(FoundBy.NETLINK, Set.of(RuleResource.KIND));
      case KernelEvent.SysctlWritten _ -> look(FoundBy.INOTIFY, Set.of(SysctlResource.KIND));
      case KernelEvent.Resync resync -> {
        log.atInfo()
            .addKeyValue("reason", resync.reason())
            .log("the kernel dropped events; the agent looks at everything again");
        look(FoundBy.NETLINK, network.kinds());
        engines.interfacesUnsure();
      }
    }
  }

  private void address(InterfaceAddress address, boolean added) {
    String interfaceName = address.interfaceName();
    if (!expected.hears(AddressResource.id(interfaceName, address.prefix()), added)) {
      look(FoundBy.NETLINK, Set.of(AddressResource.KIND, RouteResource.KIND));
      engines.interfaceChanged(interfaceName);
    }
  }

  private void renamed(String from, String to) {
    log.atWarn().addKeyValue("from", from).addKeyValue("to", to).log("an interface was renamed");
    renamedInterfaces.renamed(from, to);
    link(from);
    link(to);
  }

  /** An interface that was created again has lost its addresses, its routes and its own sysctls. */
  private void link(String interfaceName) {
    look(
        FoundBy.NETLINK,
        Set.of(LinkResource.KIND, AddressResource.KIND, RouteResource.KIND, SysctlResource.KIND));
    engines.interfaceChanged(interfaceName);
  }

  private void look(FoundBy foundBy, Set<String> kinds) {
    network.wake(kinds, new Cause(foundBy, true, clock.nanos()));
  }
}
