package org.hactl.vrrp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.hactl.linux.InetAddresses;
import org.hactl.linux.InetPrefix;

/** Our engine in our namespace, with somebody beside it who moves the addresses. */
final class LabDirector implements AutoCloseable {
  private final LabNetwork network;
  private final List<Transition> transitions = new CopyOnWriteArrayList<>();
  private final ExecutorService reconciler = Executors.newSingleThreadExecutor();
  private final VrrpEngine engine;
  private volatile RouterConfig config;

  LabDirector(LabNetwork network, RouterConfig config) {
    this.network = network;
    this.config = config;
    this.engine = LabNetwork.inside(network.ours(), () -> VrrpEngine.start(this::on));
    engine.configure(List.of(config));
  }

  private void on(VrrpEvent event) {
    if (event instanceof Transition transition) {
      onTransition(transition);
    }
  }

  private void onTransition(Transition transition) {
    transitions.add(transition);
    reconciler.execute(() -> moveAddresses(transition));
  }

  private void moveAddresses(Transition transition) {
    if (transition.to() == State.MASTER) {
      config.announced().forEach(each -> moveAddress("add", each.address()));
      engine.addressesReady(transition.router());
    } else if (transition.from() == State.MASTER) {
      config.announced().forEach(each -> moveAddress("del", each.address()));
    }
  }

  private void moveAddress(String what, InetAddress address) {
    if (LabNetwork.hasAddress(network.ours(), InetAddresses.format(address))
        == what.equals("del")) {
      LabNetwork.address(network.ours(), what, InetPrefix.host(address).toString());
    }
  }

  VrrpEngine engine() {
    return engine;
  }

  void reconfigure(RouterConfig changed) {
    config = changed;
    engine.configure(List.of(changed));
  }

  RouterStatus status() {
    return engine.status().routers().getFirst();
  }

  List<Transition> transitions() {
    return transitions;
  }

  /** Waits for that state, and answers how it came about. */
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
