package org.hactl.vrrp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.address;

import java.net.InetAddress;
import java.util.List;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Effect.ChangeState;
import org.hactl.vrrp.model.Effect.SendAdvertisement;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;

/** Brings a router to a state at START, gives it input, and makes the expected effects. */
final class TestRouter {
  static final long MS = 1_000_000L;
  static final long SECOND = 1_000 * MS;
  static final long START = 7 * SECOND;
  static final InetAddress OWN = address("192.0.2.2");
  static final InetAddress LOWER = address("192.0.2.1");
  static final InetAddress HIGHER = address("192.0.2.200");

  /** (256 - 100) / 256 s (RFC 3768 section 6.1). */
  static final long SKEW_100 = 609_375_000L;

  static final long DOWN_100 = 3 * SECOND + SKEW_100;

  private TestRouter() {}

  static VirtualRouter created(RouterConfig config) {
    VirtualRouter router = new VirtualRouter(config);
    router.step(new Input.InterfaceUp(OWN), START);
    return router;
  }

  static VirtualRouter backup(RouterConfig config) {
    VirtualRouter router = created(config);
    assertThat(router.step(new Input.Startup(null, 0), START))
        .containsExactly(change(State.INIT, State.BACKUP, Reason.STARTUP));
    return router;
  }

  static List<Effect> hear(VirtualRouter router, int priority, InetAddress source, long now) {
    return router.step(new Advertisement(priority, SECOND, source, true), now);
  }

  static List<Effect> fire(VirtualRouter router, long now) {
    return router.step(Input.Timer.FIRED, now);
  }

  static Effect send(int priority) {
    return new SendAdvertisement(priority);
  }

  static Effect change(State from, State to, Reason reason) {
    return new ChangeState(from, to, reason, null, 0);
  }

  /** A master that sent its first advertisement at START. */
  static VirtualRouter master(RouterConfig config) {
    VirtualRouter router = new VirtualRouter(config);
    router.step(new Input.InterfaceUp(OWN), START - 10 * SECOND);
    router.step(new Input.Startup(null, 0), START - router.masterDownNanos());
    fire(router, START);
    assertThat(router.state()).isEqualTo(State.MASTER);
    return router;
  }
}
