package org.hactl.agent.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hactl.bfd.model.BfdState.ADMIN_DOWN;
import static org.hactl.bfd.model.BfdState.DOWN;
import static org.hactl.bfd.model.BfdState.INIT;
import static org.hactl.bfd.model.BfdState.UP;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.bfd.protocol.BfdFixtures;
import org.hactl.health.probe.Neighbours.Heard;
import org.hactl.host.HostState;
import org.hactl.host.Truth;
import org.hactl.host.VrrpPolicy;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.track.TrackSources.Said;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BfdHostTest {
  private final List<FakeBfd> engines = new ArrayList<>();
  private final List<BfdTransition> told = new ArrayList<>();
  private final BfdHost host =
      new BfdHost(
          listener -> {
            engines.add(new FakeBfd(listener));
            return engines.getLast();
          },
          told::add);

  private static BfdConfig session(String neighbour, @Nullable String interfaceName) {
    return BfdFixtures.named(
        BfdFixtures.with(neighbour, null, interfaceName, 20, 30, 3, false, false, 254), "gw");
  }

  private static HostState state(BfdConfig... sessions) {
    HostState empty = HostState.empty("shop", "lvs1");
    return empty.toBuilder()
        .vrrp(new VrrpPolicy(List.of(), List.of(), List.of(sessions), List.of(), List.of(), false))
        .build();
  }

  private FakeBfd engine() {
    return Objects.requireNonNull(engines.getLast());
  }

  @Test
  void startsOnceIfTheSiteHasASession() {
    host.configure(state());
    assertThat(engines).isEmpty();
    host.configure(state(session("192.0.2.1", null)));
    host.configure(state());
    host.configure(state(session("192.0.2.1", null)));
    assertThat(engines).hasSize(1);
    assertThat(engine().sessions)
        .singleElement()
        .satisfies(config -> {
          assertThat(config.name()).isEqualTo("gw");
          assertThat(config.timing().minRx()).isEqualTo(Duration.ofMillis(20));
          assertThat(config.timing().minTx()).isEqualTo(Duration.ofMillis(30));
          assertThat(config.minTtl()).isEqualTo(254);
        });
    host.close();
    assertThat(engine().closed).isTrue();
  }

  @Test
  void sessionWhoseNeighbourNeverHearsUsIsDown() {
    host.configure(state(session("192.0.2.1", null)));
    engine().become("gw", DOWN, INIT, BfdReason.NEIGHBOUR_HEARD);
    engine().become("gw", INIT, INIT, BfdReason.NEVER_UP);
    assertThat(host.look("gw"))
        .isEqualTo(new Said(Truth.FALSE, "BFD session gw is init (never-up)"));
  }

  @Test
  void sessionCountsOnceItWasUpOrHadTheTimeToComeUp() {
    host.configure(state(session("192.0.2.1", null)));
    assertThat(host.look("gw"))
        .isEqualTo(new Said(Truth.UNKNOWN, "BFD session gw has not come up yet"));
    engine().become("gw", DOWN, INIT, BfdReason.NEIGHBOUR_HEARD);
    assertThat(host.look("gw").truth()).isEqualTo(Truth.UNKNOWN);
    engine().become("gw", INIT, UP, BfdReason.NEIGHBOUR_HEARS_US);
    assertThat(host.look("gw"))
        .isEqualTo(new Said(Truth.TRUE, "BFD session gw is up (neighbour-hears-us)"));
    engine().become("gw", UP, DOWN, BfdReason.DETECTION_TIME_EXPIRED);
    engine().become("gw", DOWN, INIT, BfdReason.NEIGHBOUR_HEARD);
    assertThat(host.look("gw"))
        .isEqualTo(new Said(Truth.FALSE, "BFD session gw is down (detection-time-expired)"));
    assertThat(told).hasSize(4);
  }

  @Test
  void sessionThatNeverComesUpIsDown() {
    host.configure(state(session("192.0.2.1", null)));
    engine().become("gw", DOWN, DOWN, BfdReason.NEVER_UP);
    assertThat(host.look("gw"))
        .isEqualTo(new Said(Truth.FALSE, "BFD session gw is down (never-up)"));
  }

  @Test
  void findsASessionByItsNeighbour() {
    InetAddress gateway = InetAddress.ofLiteral("192.0.2.1");
    host.configure(state(session("192.0.2.1", null)));
    engine().become("gw", INIT, UP, BfdReason.NEIGHBOUR_HEARS_US);
    Heard up = new Heard(Truth.TRUE, "BFD session gw is up (neighbour-hears-us)");

    assertThat(host.look(null, gateway)).isEqualTo(up);
    assertThat(host.look("gw", InetAddress.ofLiteral("192.0.2.9"))).isEqualTo(up);
    assertThat(host.look("other", gateway)).isNull();

    host.configure(state());
    assertThat(host.look(null, gateway)).isNull();
  }

  @Test
  void forgetsARemovedSession() {
    host.configure(state(session("192.0.2.1", null)));
    engine().become("gw", INIT, UP, BfdReason.NEIGHBOUR_HEARS_US);
    engine().become("gw", UP, ADMIN_DOWN, BfdReason.REMOVED);
    assertThat(host.look("gw").truth()).isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void anEngineThatEndsSaysNothingAboutTheNeighbour() {
    host.configure(state(session("192.0.2.1", null)));
    engine().become("gw", INIT, UP, BfdReason.NEIGHBOUR_HEARS_US);
    engine().become("gw", UP, ADMIN_DOWN, BfdReason.SHUTDOWN);
    assertThat(host.look("gw").truth()).isEqualTo(Truth.TRUE);
    assertThat(told).hasSize(2);
  }

  @Test
  void saysWhyItCannotRun() {
    BfdHost broken =
        new BfdHost(
            _ -> {
              throw new LinuxException("open", "an epoll instance", Errno.EMFILE, "");
            },
            told::add);
    assertThatThrownBy(() -> broken.configure(state(session("192.0.2.1", null))))
        .hasMessage(
            "BFD cannot run on this host: open an epoll instance: Too many open files (EMFILE);"
                + " the agent has to run as root");
    assertThat(BfdConfigs.problems(state(session("fe80::1", null))))
        .singleElement()
        .asString()
        .startsWith("BFD session gw: neighbour fe80:");
    assertThat(BfdConfigs.problems(state(session("fe80::1", "eth0")))).isEmpty();
  }
}
