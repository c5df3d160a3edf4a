package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.health.ScriptedServer.answer;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hactl.health.probe.Means;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.host.HttpRequest;
import org.hactl.host.HttpWanted;
import org.hactl.host.Payload;
import org.hactl.host.VirtualServiceSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many services that ask the same server, and services with several checks. */
class SharedTriesTest {
  private static final ScriptedServer.Script OK = answer("HTTP/1.1 200 OK\r\n\r\n");
  private static final ScriptedServer.Script BUSY = answer("HTTP/1.1 503 Busy\r\n\r\n");

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<Integer> weighed = new CopyOnWriteArrayList<>();
  private final HealthChecks checks =
      new HealthChecks(
          new HealthListener() {
            @Override
            public void changed(RealServerKey server, HealthView from, HealthView to) {
              heard.add(server.service() + " " + from.health() + " " + to.health());
            }

            @Override
            public void weighed(RealServerKey server, HealthView to) {
              weighed.add(Objects.requireNonNullElse(to.weightPercent(), -1));
            }
          },
          () -> 1_000,
          Means.withoutScripts(Socket::new));
  private final ScriptedServer server = new ScriptedServer(OK);
  private final ScriptedServer other = new ScriptedServer(OK);

  SharedTriesTest() throws IOException {}

  @AfterEach
  void close() {
    checks.close();
    server.close();
    other.close();
  }

  @Test
  void equalChecksOfOneServerAreMadeOnce() throws Exception {
    checks.configure(List.of(service("a", http("/", 60_000)), service("b", http("/", 60_000))));
    assertThat(checks.awaitFirstTries(Duration.ofSeconds(60))).isTrue();

    assertThat(server.requests()).hasSize(1);
    assertThat(checks.questions()).isEqualTo(1);
    assertThat(health("a")).isEqualTo(RealServerHealth.HEALTHY);
    assertThat(health("b")).isEqualTo(RealServerHealth.HEALTHY);
    assertThat(heard).containsExactlyInAnyOrder("a UNKNOWN HEALTHY", "b UNKNOWN HEALTHY");
  }

  @Test
  void otherChecksOfItAreMadeByThemselves() throws Exception {
    checks.configure(
        List.of(
            service("a", http("/", 60_000)),
            service("b", http("/b", 60_000)),
            service("c", http("/", 50_000))));
    assertThat(checks.awaitFirstTries(Duration.ofSeconds(60))).isTrue();
    assertThat(server.requests()).hasSize(3);
    assertThat(checks.questions()).isEqualTo(3);
  }

  @Test
  void aServiceThatComesLaterHearsTheLastResultAtOnce() throws Exception {
    server.become(BUSY);
    checks.configure(List.of(service("a", http("/", 60_000))));
    assertThat(checks.awaitFirstTries(Duration.ofSeconds(60))).isTrue();
    server.become(OK);

    checks.configure(List.of(service("a", http("/", 60_000)), service("b", http("/", 60_000))));
    assertThat(checks.awaitFirstTries(Duration.ofSeconds(60))).isTrue();
    // Another try would come too early for a, which has failed once of two times.
    assertThat(server.requests()).hasSize(1);
    assertThat(health("a")).isEqualTo(RealServerHealth.UNKNOWN);
    assertThat(health("b")).isEqualTo(RealServerHealth.UNKNOWN);
    assertThat(view("b").detail()).isEqualTo("HTTP status 503, wanted 200");
  }

  @Test
  void aServiceThatGoesLeavesTheTriesToTheOthers() {
    checks.configure(List.of(service("a", http("/", 5)), service("b", http("/", 5))));
    await().until(() -> health("b") == RealServerHealth.HEALTHY);
    checks.configure(List.of(service("b", http("/", 5))));
    server.become(BUSY);
    await().until(() -> health("b") == RealServerHealth.UNHEALTHY);
    checks.configure(List.of());
    assertThat(checks.questions()).isZero();
    assertThat(heard).doesNotContain("a HEALTHY UNHEALTHY");
  }

  @Test
  void aCheckOnTrialSharesTheTriesOfAnotherService() {
    checks.configure(List.of(service("a", http("/", 5)), service("b", http("/b", 5))));
    await().until(() -> health("b") == RealServerHealth.HEALTHY);
    checks.configureOnTrial(List.of(service("a", http("/", 5)), service("b", http("/", 5))));
    await().until(() -> checks.onTrial().isEmpty());
    assertThat(health("b")).isEqualTo(RealServerHealth.HEALTHY);
    await().until(() -> checks.questions() == 1);
    server.become(BUSY);
    await().until(() -> health("a") == RealServerHealth.UNHEALTHY);
    await().until(() -> health("b") == RealServerHealth.UNHEALTHY);
  }

  @Test
  void whatWasHandedOverStaysWithEachService() throws Exception {
    server.become(BUSY);
    VirtualServiceSpec a = service("a", http("/", 60_000));
    VirtualServiceSpec b = service("b", http("/", 60_000));
    checks.configure(
        List.of(a, b),
        Map.of(Specs.key(a), new HealthView(RealServerHealth.HEALTHY, 77, "HTTP status 200")));
    assertThat(checks.awaitFirstTries(Duration.ofSeconds(60))).isTrue();
    assertThat(health("a")).isEqualTo(RealServerHealth.HEALTHY);
    assertThat(health("b")).isEqualTo(RealServerHealth.UNKNOWN);
  }

  @Test
  void allChecksOfAServerMustPass() {
    CheckSpec both = new CheckSpec.All(List.of(http("/", 5), elsewhere(5)));
    checks.configure(List.of(service("a", both)));
    await().until(() -> health("a") == RealServerHealth.HEALTHY);
    other.become(BUSY);
    await().until(() -> health("a") == RealServerHealth.UNHEALTHY);
    assertThat(view("a").detail()).isEqualTo("HTTP status 503, wanted 200");
    server.become(BUSY);
    other.become(OK);
    await().until(() -> heard.size() >= 2);
    server.become(OK);
    await().until(() -> health("a") == RealServerHealth.HEALTHY);
  }

  @Test
  void oneOfSomeChecksIsEnough() {
    CheckSpec any = new CheckSpec.Any(List.of(http("/", 5), elsewhere(5)));
    other.become(BUSY);
    checks.configure(List.of(service("a", any)));
    await().until(() -> health("a") == RealServerHealth.HEALTHY);
    server.become(BUSY);
    await().until(() -> health("a") == RealServerHealth.UNHEALTHY);
    other.become(OK);
    await().until(() -> health("a") == RealServerHealth.HEALTHY);
    assertThat(heard).hasSize(3);
  }

  @Test
  void aWeightIsToldWhenItChanges() throws Exception {
    CheckSpec agent =
        new CheckSpec.Agent(
            Place.REAL_SERVER, Payload.parse("\\r\\n\\r\\n"), new Timing(5, 20_000, 2, 2));
    server.become(answer("50%\n"));
    checks.configure(List.of(service("a", new CheckSpec.All(List.of(agent, elsewhere(5))))));
    await().until(() -> Objects.equals(view("a").weightPercent(), 50));
    await().until(() -> health("a") == RealServerHealth.HEALTHY);
    server.become(answer("20%\n"));
    await().until(() -> weighed.contains(20));
    assertThat(view("a").weight(100)).isEqualTo(20);
    server.become(answer("up\n"));
    await().until(() -> view("a").weightPercent() == null);
    assertThat(heard).containsExactly("a UNKNOWN HEALTHY");
  }

  private static CheckSpec http(String path, long intervalMillis) {
    return http(Place.REAL_SERVER, path, intervalMillis);
  }

  /** The other server by its own address and port. */
  private CheckSpec elsewhere(long intervalMillis) {
    return http(new Place("127.0.0.1", other.port(), "127.0.0.1"), "/", intervalMillis);
  }

  private static CheckSpec http(Place at, String path, long intervalMillis) {
    return new CheckSpec.Http(
        at,
        HttpRequest.get(path, "shop.example"),
        HttpWanted.of(List.of(200), null),
        null,
        new Timing(intervalMillis, 20_000, 2, 2));
  }

  private VirtualServiceSpec service(String name, CheckSpec check) {
    return Specs.service(name, check, server.port());
  }

  private RealServerHealth health(String service) {
    return view(service).health();
  }

  private HealthView view(String service) {
    return Objects.requireNonNull(
        checks.snapshot().entrySet().stream()
            .filter(each -> each.getKey().service().equals(service))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null));
  }

  /** A long limit for a busy machine; no test depends on the time it takes. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }
}
