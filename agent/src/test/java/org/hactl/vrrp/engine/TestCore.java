package org.hactl.vrrp.engine;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;
import org.junit.jupiter.api.BeforeEach;

/** A core on interfaces in memory, with a clock that the test moves. */
abstract class TestCore {
  /** The number of IP protocols: with an authentication header and without one. */
  static final int BOTH_PROTOCOLS = 2;

  static final long MS = 1_000_000L;
  static final long SECOND = 1_000_000_000L;
  static final long DOWN_100 = 3_609_375_000L;
  static final String PEER = "192.0.2.1";

  final FakeVrrpNetwork network = new FakeVrrpNetwork();
  final List<VrrpEvent> events = new ArrayList<>();
  long now = 1_000 * SECOND;
  final VrrpCore core =
      new VrrpCore(network, events::add, RoleMemory.none(), () -> now, InstantSource.system());

  List<Transition> transitions() {
    return events(Transition.class);
  }

  <E extends VrrpEvent> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @BeforeEach
  void linkUp() {
    network.link("v0", 7, true, "192.0.2.2");
  }

  RouterStatus status() {
    return core.routerStatus().getFirst();
  }

  RouterStatus status(int index) {
    return core.routerStatus().get(index);
  }

  /** Lets the given time pass and fires every timer when it is due. */
  void pass(long nanos) {
    long end = now + nanos;
    while (core.nextDeadlineNanos() <= end) {
      now = Math.max(now, core.nextDeadlineNanos());
      core.fireTimers();
    }
    now = end;
  }

  static RouterConfig renamed(RouterConfig config, String name) {
    return new RouterConfig(
        name,
        config.version(),
        config.virtualRouterId(),
        config.family(),
        config.interfaceName(),
        config.priority(),
        config.advertInterval(),
        config.preempt(),
        config.preemptDelay(),
        config.authentication(),
        config.addresses(),
        config.announced(),
        config.gratuitousArp(),
        config.transport(),
        config.options(),
        config.needs(),
        null);
  }
}
