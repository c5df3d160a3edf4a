package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hactl.health.probe.Means;
import org.hactl.health.probe.Neighbours.Heard;
import org.hactl.health.probe.VipWays;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.host.Truth;
import org.hactl.module.ModuleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The health of a real server that BFD decides. */
class SessionHealthTest {
  private static final InetAddress WEB1 = InetAddress.ofLiteral("127.0.0.1");

  /** So long that only news of the session make a second try. */
  private static final Timing RARELY = new Timing(3_600_000, 3_000, 1, 1);

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile Truth up = Truth.UNKNOWN;
  private final HealthChecks checks =
      new HealthChecks(
          (_, from, to) -> heard.add(from.health() + " " + to.health()),
          () -> 1_000,
          Means.ofHost(
              _ -> {
                throw new ModuleException("no script is run");
              },
              (_, _) -> new Heard(up, "BFD session web1"),
              VipWays.NONE));

  @AfterEach
  void close() {
    checks.close();
  }

  @Test
  void newsOfASessionDecideAtOnce() throws Exception {
    configure(new CheckSpec.Bfd(Place.REAL_SERVER, null, RARELY));
    assertThat(heard).isEmpty();
    assertThat(checks.localError()).isNull();

    become(Truth.TRUE);
    await().until(() -> heard.contains("UNKNOWN HEALTHY"));
    become(Truth.FALSE);
    await().until(() -> heard.contains("HEALTHY UNHEALTHY"));
    become(Truth.TRUE);
    await().until(() -> heard.contains("UNHEALTHY HEALTHY"));

    assertThat(heard).hasSize(3);
  }

  @Test
  void aSessionByItsNameDecidesWhateverItsNeighbour() throws Exception {
    configure(new CheckSpec.Bfd(Place.REAL_SERVER, "web1", RARELY));
    up = Truth.TRUE;
    checks.sessionChanged("other", WEB1);
    checks.sessionChanged("web1", null);

    await().until(() -> heard.contains("UNKNOWN HEALTHY"));
  }

  private void configure(CheckSpec check) throws InterruptedException {
    checks.configure(List.of(Specs.service("web", check, 80)));
    assertThat(checks.awaitFirstTries(Duration.ofSeconds(20))).isTrue();
  }

  private void become(Truth truth) {
    up = truth;
    checks.sessionChanged("web1", WEB1);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(20));
  }
}
