package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.health.probe.Means;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which checks decide. None of them is started. */
class CheckTableTest {
  private static final HealthView DOWN =
      new HealthView(RealServerHealth.UNHEALTHY, 0, "connection refused");

  private final CheckTable table = new CheckTable(() -> 0);
  private final RealServerWatch watch = watch();

  @Test
  void aCheckDecidesUntilItHasEnded() {
    table.add(watch);
    assertThat(table.count(watch, DOWN)).isTrue();
    assertThat(table.count("web")).isEqualTo(new ServiceHealth(0, 1, 0, 0));
    table.end(Set.of(watch.target().server()));
    assertThat(table.count(watch, DOWN)).as("its last result comes late").isFalse();
    assertThat(table.count("web")).isEqualTo(new ServiceHealth(0, 0, 0, 0));
  }

  @Test
  void aCheckOnTrialDecidesNothing() {
    table.addTrial(watch);
    assertThat(table.count(watch, DOWN)).isFalse();
    table.endTrials(Set.of(watch.target().server()));
    assertThat(table.count(watch, DOWN)).as("its last result comes late").isFalse();
  }

  @Test
  void aHostWithAnotherNameKeepsItsHealth() {
    RealServerKey before = watch.target().server();
    table.add(watch(DOWN));
    RealServerKey renamed =
        new RealServerKey(before.service(), "shop1", before.address(), before.port());
    assertThat(table.known(renamed, Map.of())).isEqualTo(DOWN);
    RealServerKey elsewhere =
        new RealServerKey(before.service(), "shop1", before.address(), before.port() + 1);
    assertThat(table.known(elsewhere, Map.of()).health()).isEqualTo(RealServerHealth.UNKNOWN);
    RealServerKey other = new RealServerKey("mail", "shop1", before.address(), before.port());
    assertThat(table.known(other, Map.of()).health()).isEqualTo(RealServerHealth.UNKNOWN);
  }

  private static RealServerWatch watch() {
    return watch(RealServerWatch.unknown(0));
  }

  private static RealServerWatch watch(HealthView health) {
    CheckTarget target =
        CheckTarget.of(List.of(Specs.service("web", Specs.http(5), 8080)))
            .values()
            .iterator()
            .next();
    return new RealServerWatch(
        target,
        health,
        0,
        new RealServerWatch.WatchListener() {
          @Override
          public void changed(RealServerWatch of, HealthView from, HealthView to) {}

          @Override
          public void notTried(String why) {}

          @Override
          public void weighed(RealServerWatch of, HealthView to) {}

          @Override
          public void warns(RealServerWatch of, @Nullable String warning) {}
        },
        () -> 0,
        new SharedTries(Means.withoutScripts(Socket::new)));
  }
}
