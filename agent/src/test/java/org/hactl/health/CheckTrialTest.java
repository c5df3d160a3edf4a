package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.health.ScriptedServer.answer;
import static org.hactl.health.Specs.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.host.VirtualServiceSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A check that changes is on trial beside the one in force; it asks another port here. */
class CheckTrialTest {
  private static final ScriptedServer.Script OK = answer("HTTP/1.1 200 OK\r\n\r\n");
  private static final ScriptedServer.Script LOST = answer("HTTP/1.1 404 Not Found\r\n\r\n");

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final HealthChecks checks =
      new HealthChecks((_, from, to) -> heard.add(from.health() + " " + to.health()), () -> 1_000);
  private final ScriptedServer server = new ScriptedServer(OK);
  private final ScriptedServer asked = new ScriptedServer(LOST);

  CheckTrialTest() throws IOException {}

  @AfterEach
  void close() {
    checks.close();
    server.close();
    asked.close();
  }

  @Test
  void aCheckThatFailsOnTrialTakesNothingOut() {
    begin(http(5));
    checks.configureOnTrial(List.of(changed()));
    await().until(() -> tried() == RealServerHealth.UNHEALTHY);
    assertThat(inForce()).isEqualTo(RealServerHealth.HEALTHY);
    assertThat(checks.count("web")).isEqualTo(new ServiceHealth(1, 0, 0, 0));
    assertThat(checks.onTrial().values().iterator().next().detail())
        .isEqualTo("HTTP status 404, wanted 200");

    // The generation is rolled back.
    checks.configure(List.of(service(http(5))));
    assertThat(checks.onTrial()).isEmpty();
    assertThat(inForce()).isEqualTo(RealServerHealth.HEALTHY);
    assertThat(heard).containsExactly("UNKNOWN HEALTHY");
  }

  @Test
  void aCheckThatFailsOnTrialDecidesOnceItIsConfirmed() {
    begin(http(5));
    checks.configureOnTrial(List.of(changed()));
    await().until(() -> tried() == RealServerHealth.UNHEALTHY);
    checks.confirmed();
    assertThat(inForce()).isEqualTo(RealServerHealth.UNHEALTHY);
    assertThat(checks.onTrial()).isEmpty();
    assertThat(heard).containsExactly("UNKNOWN HEALTHY", "HEALTHY UNHEALTHY");
    asked.become(OK);
    await().until(() -> inForce() == RealServerHealth.HEALTHY);
  }

  @Test
  void aTrialThatSucceedsEndsByItself() {
    asked.become(OK);
    begin(http(5));
    checks.configureOnTrial(List.of(changed()));
    await().until(() -> checks.onTrial().isEmpty());
    assertThat(inForce()).isEqualTo(RealServerHealth.HEALTHY);
    asked.become(LOST);
    await().until(() -> inForce() == RealServerHealth.UNHEALTHY);
  }

  @Test
  void whatBothChecksCallDownIsDown() {
    begin(http(5));
    checks.configureOnTrial(List.of(changed()));
    await().until(() -> tried() == RealServerHealth.UNHEALTHY);
    server.become(LOST);
    await().until(() -> inForce() == RealServerHealth.UNHEALTHY);
    await().until(() -> checks.onTrial().isEmpty());
  }

  @Test
  void aFirstCheckIsOnTrialBesideNone() {
    checks.configure(List.of(service(null)));
    checks.configureOnTrial(List.of(changed()));
    assertThat(checks.count("web")).isEqualTo(new ServiceHealth(0, 0, 0, 1));
    await().until(() -> tried() == RealServerHealth.UNHEALTHY);
    assertThat(inForce()).isEqualTo(RealServerHealth.UNCHECKED);
    asked.become(OK);
    await().until(() -> inForce() == RealServerHealth.HEALTHY);
    assertThat(checks.count("web")).isEqualTo(new ServiceHealth(1, 0, 0, 0));
  }

  /** As keepalived, whose services an apply takes over. */
  @Test
  void aCheckOfARealServerThatAnotherProgramHasInServiceIsOnTrial() {
    checks.configureOnTrial(List.of(changed()), List.of(service(null)));
    assertThat(inForce()).isEqualTo(RealServerHealth.UNCHECKED);
    await().until(() -> tried() == RealServerHealth.UNHEALTHY);
    assertThat(inForce()).isEqualTo(RealServerHealth.UNCHECKED);
    assertThat(checks.decided().values())
        .extracting(HealthView::health)
        .containsExactly(RealServerHealth.UNCHECKED);
    assertThat(checks.count("web")).isEqualTo(new ServiceHealth(0, 0, 0, 1));
    checks.confirmed();
    assertThat(inForce()).isEqualTo(RealServerHealth.UNHEALTHY);
    checks.configure(List.of());
    assertThat(checks.snapshot()).isEmpty();
  }

  @Test
  void aCheckOfARealServerThatAnotherProgramHasTakenOutDecidesAtOnce() {
    VirtualServiceSpec empty = service(null).withRealServers(List.of());
    checks.configureOnTrial(List.of(changed()), List.of(empty));
    assertThat(checks.onTrial()).isEmpty();
    await().until(() -> inForce() == RealServerHealth.UNHEALTHY);
  }

  @Test
  void aCheckThatHasNotDecidedWhenItIsConfirmedStartsWithTheHealthInForce() {
    begin(http(60_000));
    checks.configureOnTrial(
        List.of(
            service(
                new CheckSpec.Http(
                    asked.port(),
                    "/",
                    List.of(200),
                    null,
                    null,
                    new Timing(60_000, 20_000, 2, 2)))));
    checks.confirmed();
    assertThat(inForce()).isEqualTo(RealServerHealth.HEALTHY);
    assertThat(checks.onTrial()).isEmpty();
  }

  private void begin(CheckSpec check) {
    checks.configure(List.of(service(check)));
    await().until(() -> inForce() == RealServerHealth.HEALTHY);
  }

  private VirtualServiceSpec changed() {
    return service(
        new CheckSpec.Http(
            asked.port(), "/", List.of(200), null, null, new Timing(5, 20_000, 2, 2)));
  }

  private VirtualServiceSpec service(@Nullable CheckSpec check) {
    return Specs.service("web", check, server.port());
  }

  private RealServerHealth inForce() {
    return checks.snapshot().values().iterator().next().health();
  }

  private RealServerHealth tried() {
    return checks.onTrial().values().iterator().next().health();
  }

  /** A long limit for a busy machine; no test depends on the time it takes. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }
}
