package org.hactl.agent;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.hactl.agent.api.DriftEntry.FoundBy;
import org.hactl.linux.InterfaceAddress;
import org.hactl.linux.KernelEvent;
import org.hactl.linux.KernelEvents;
import org.hactl.linux.SysctlKey;
import org.hactl.module.address.AddressResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what the kernel tells into a look at what it may be about. */
final class KernelWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KernelWatch.class);

  private final Worker network;
  private final Echoes echoes;
  private final Consumer<String> interfaceChanged;
  private final Runnable interfacesUnsure;
  private final Clock clock;
  private KernelEvents.@Nullable Subscription subscription;

  /**
   * @param echoes of what the roles changed, which need no look
   * @param interfaceChanged told the name of every interface that something happened to
   * @param interfacesUnsure told where something may have happened to any
   */
  KernelWatch(
      Worker network,
      Echoes echoes,
      Consumer<String> interfaceChanged,
      Runnable interfacesUnsure,
      Clock clock) {
    this.network = network;
    this.echoes = echoes;
    this.interfaceChanged = interfaceChanged;
    this.interfacesUnsure = interfacesUnsure;
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
      case KernelEvent.LinkRemoved removed -> link(removed.link().name());
      case KernelEvent.RouteAdded _ -> look(FoundBy.NETLINK, Set.of("route"));
      case KernelEvent.RouteRemoved _ -> look(FoundBy.NETLINK, Set.of("route"));
      case KernelEvent.RuleAdded _ -> look(FoundBy.NETLINK, Set.of("rule"));
      case KernelEvent.RuleRemoved _ -> look(FoundBy.NETLINK, Set.of("rule"));
      case KernelEvent.SysctlWritten _ -> look(FoundBy.INOTIFY, Set.of("sysctl"));
      case KernelEvent.Resync resync -> {
        log.atInfo().addKeyValue("reason", resync.reason()).log("events were lost");
        look(FoundBy.NETLINK, network.kinds());
        interfacesUnsure.run();
      }
    }
  }

  private void address(InterfaceAddress address, boolean added) {
    String interfaceName = address.interfaceName();
    if (!echoes.hears(AddressResource.id(interfaceName, address.prefix()), added)) {
      look(FoundBy.NETLINK, Set.of("address", "route"));
      interfaceChanged.accept(interfaceName);
    }
  }

  /** An interface that is new has lost its addresses, its routes and its own sysctls. */
  private void link(String interfaceName) {
    look(FoundBy.NETLINK, Set.of("link", "address", "route", "sysctl"));
    interfaceChanged.accept(interfaceName);
  }

  private void look(FoundBy foundBy, Set<String> kinds) {
    network.wake(kinds, new Cause(foundBy, true, clock.nanos()));
  }
}
