package org.hactl.vrrp.interop;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.vrrp.engine.VrrpEngine;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;

/** Our engine in our namespace, with a thread that adds and removes the virtual addresses. */
final class LabDirector implements AutoCloseable {
  private final LabNetwork network;
  private final List<Transition> transitions = new CopyOnWriteArrayList<>();
  private final List<VrrpEvent.GroupTransition> groupTransitions = new CopyOnWriteArrayList<>();
  private final ExecutorService reconciler = Executors.newSingleThreadExecutor();
  private final VrrpEngine engine;
  private volatile List<RouterConfig> routers;

  LabDirector(LabNetwork network, RouterConfig config) {
    this(network, List.of(config), List.of());
  }

  LabDirector(LabNetwork network, List<RouterConfig> routers, List<SyncGroupConfig> groups) {
    this.network = network;
    this.routers = routers;
    this.engine = LabNetwork.inside(network.ours(), () -> VrrpEngine.start(this::on));
    engine.configure(routers, groups, Map.of());
  }

  private void on(VrrpEvent event) {
    switch (event) {
      case Transition transition -> {
        transitions.add(transition);
        reconciler.execute(() -> moveAddresses(transition));
      }
      case VrrpEvent.GroupTransition transition -> groupTransitions.add(transition);
      default -> {
        // No other event moves an address.
      }
    }
  }

  private void moveAddresses(Transition transition) {
    if (transition.to() == State.MASTER) {
      moveAddresses("add", transition.router());
      engine.addressesReady(List.of(transition.router()));
    } else if (transition.from() == State.MASTER) {
      moveAddresses("del", transition.router());
    }
  }

  private void moveAddresses(String what, String router) {
    routers.stream()
        .filter(each -> each.name().equals(router))
        .flatMap(each -> each.announced().stream())
        .forEach(each -> moveAddress(what, each));
  }

  private void moveAddress(String what, RouterConfig.AnnouncedAddress announced) {
    InetAddress address = announced.address();
    String name = announced.interfaceName();
    if (LabNetwork.hasAddress(network.ours(), name, InetAddresses.format(address))
        == what.equals("del")) {
      LabNetwork.address(network.ours(), what, name, InetPrefix.host(address).toString());
    }
  }

  VrrpEngine engine() {
    return engine;
  }

  void reconfigure(RouterConfig changed) {
    reconfigure(List.of(changed), List.of());
  }

  void reconfigure(List<RouterConfig> changed, List<SyncGroupConfig> groups) {
    routers = changed;
    engine.configure(changed, groups, Map.of());
  }

  RouterStatus status() {
    return engine.status().routers().getFirst();
  }

  long rejected(RejectReason reason) {
    return status().traffic().rejected().getOrDefault(reason, 0L);
  }

  List<Transition> transitions() {
    return transitions;
  }

  List<VrrpEvent.GroupTransition> groupTransitions() {
    return groupTransitions;
  }

  /** Whether all routers are in this state, and a master's addresses on the interface. */
  boolean isAll(State state) {
    return engine.status().routers().stream().allMatch(each -> each.state() == state)
        && routers.stream()
            .flatMap(each -> each.announced().stream())
            .allMatch(each ->
                LabNetwork.hasAddress(
                        network.ours(), each.interfaceName(), InetAddresses.format(each.address()))
                    == (state == State.MASTER));
  }

  /** Waits for this state, and returns the transition to it. */
  Transition awaitState(State state) {
    Awaitility.await("our router is " + state)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> !transitions.isEmpty() && transitions.getLast().to() == state);
    return Objects.requireNonNull(transitions.getLast());
  }

  @Override
  public void close() {
    engine.close();
    reconciler.close();
  }
}
