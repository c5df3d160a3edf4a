package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hactl.health.ScriptedServer.answer;
import static org.hactl.health.Specs.http;
import static org.hactl.health.Specs.key;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hactl.health.probe.Means;
import org.hactl.host.CheckSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthChecksTest {
  private static final ScriptedServer.Script OK = answer("HTTP/1.1 200 OK\r\n\r\n");
  private static final ScriptedServer.Script BUSY = answer("HTTP/1.1 503 Busy\r\n\r\n");

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<ServiceHealth> counted = new CopyOnWriteArrayList<>();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean lacking;
  private final HealthChecks checks =
      new HealthChecks(this::heard, () -> 1_000, Means.withoutScripts(this::socket));
  private final ScriptedServer server;

  HealthChecksTest() throws IOException {
    server = new ScriptedServer(OK);
  }

  private void heard(RealServerKey server, HealthView from, HealthView to) {
    counted.add(Objects.requireNonNull(checks.count(server.service())));
    heard.add(server.host() + " " + from.health() + " " + to.health());
  }

  private Socket socket() throws IOException {
    if (lacking) {
      refused.incrementAndGet();
      throw new SocketException("Too many open files");
    }
    return new Socket();
  }

  @AfterEach
  void close() {
    checks.close();
    server.close();
  }

  @Test
  void tellsTheHealthOfAServiceInTheOrderOfItsServers() {
    VirtualServiceSpec plain = Specs.service("plain", null, 1, 2);
    assertThat(checks.of(plain)).containsOnly(RealServerHealth.UNKNOWN);
    VirtualServiceSpec checked = service(http(5));
    checks.configure(List.of(plain, checked));
    assertThat(checks.of(plain))
        .containsExactly(RealServerHealth.UNCHECKED, RealServerHealth.UNCHECKED);
    await().until(() -> checks.of(checked).equals(List.of(RealServerHealth.HEALTHY)));
  }

  @Test
  void aServerGoesAndComesBack() {
    checks.configure(List.of(service(http(5))));
    await().until(() -> health() == RealServerHealth.HEALTHY);

    server.become(BUSY);
    await().until(() -> health() == RealServerHealth.UNHEALTHY);
    assertThat(view().detail()).isEqualTo("HTTP status 503, wanted 200");

    server.become(OK);
    await().until(() -> health() == RealServerHealth.HEALTHY);
    String host = "host" + server.port();
    await()
        .untilAsserted(() ->
            assertThat(heard)
                .containsExactly(
                    host + " UNKNOWN HEALTHY",
                    host + " HEALTHY UNHEALTHY",
                    host + " UNHEALTHY HEALTHY"));
  }

  @Test
  void theFirstTriesCanBeWaitedFor() throws Exception {
    checks.configure(List.of(service(http(60_000))));

    assertThat(checks.awaitFirstTries(Duration.ofSeconds(20))).isTrue();

    assertThat(view())
        .isEqualTo(new HealthView(RealServerHealth.HEALTHY, 1_000, "HTTP status 200"));
  }

  @Test
  void theLastTryOfEachPartIsTold() throws Exception {
    long before = System.nanoTime();
    CheckSpec both =
        new CheckSpec.All(
            List.of(
                http(60_000), new CheckSpec.Tcp(null, new CheckSpec.Timing(60_000, 20_000, 2, 2))));
    checks.configure(List.of(service(both)));
    assertThat(checks.awaitFirstTries(Duration.ofSeconds(20))).isTrue();

    List<LastTry> tries = checks.lastTries().values().iterator().next();

    assertThat(tries).extracting(LastTry::check).containsExactly("1 http", "2 tcp");
    assertThat(tries).extracting(LastTry::detail).containsExactly("HTTP status 200", "connected");
    assertThat(tries)
        .allSatisfy(each -> {
          assertThat(each.passed()).isTrue();
          assertThat(each.tookNanos()).isPositive();
          assertThat(each.endedNanos() - before).isGreaterThan(each.tookNanos());
        });
  }

  @Test
  void anEqualConfigurationDisturbsNothing() throws Exception {
    checks.configure(List.of(service(http(60_000))));
    assertThat(checks.awaitFirstTries(Duration.ofSeconds(20))).isTrue();

    checks.configure(List.of(service(http(60_000))));
    try (ScriptedServer other = new ScriptedServer(OK)) {
      checks.configure(List.of(Specs.service("web", http(60_000), server.port(), other.port())));
      assertThat(checks.awaitFirstTries(Duration.ofSeconds(20))).isTrue();
      assertThat(other.requests()).hasSize(1);
    }

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aChangedCheckKeepsTheHealthAndIsTriedAtOnce() throws Exception {
    checks.configure(List.of(service(http(60_000))));
    assertThat(checks.awaitFirstTries(Duration.ofSeconds(20))).isTrue();
    server.become(BUSY);

    checks.configure(List.of(service(http(70_000))));
    assertThat(health()).isEqualTo(RealServerHealth.HEALTHY);
    assertThat(checks.awaitFirstTries(Duration.ofSeconds(20))).isTrue();

    // One of the two failures that make a server unhealthy.
    assertThat(view().detail()).startsWith("HTTP status 503");
    assertThat(health()).isEqualTo(RealServerHealth.HEALTHY);
  }

  @Test
  void aServerThatThisHostCannotTryKeepsItsHealth() {
    checks.configure(List.of(service(http(5))));
    await().until(() -> health() == RealServerHealth.HEALTHY);
    assertThat(checks.localError()).isNull();

    lacking = true;
    server.become(BUSY);
    int before = refused.get();
    // Many more failures than make a server unhealthy.
    await().until(() -> refused.get() >= before + 10);
    await().until(() -> checks.localError() != null);
    assertThat(checks.localError())
        .isEqualTo(
            "1 of 1 health checks have no result; their real servers keep their state: this host"
                + " could not try: connect: Too many open files");
    assertThat(view().detail()).contains("Too many open files");
    assertThat(health()).isEqualTo(RealServerHealth.HEALTHY);

    lacking = false;
    await().until(() -> health() == RealServerHealth.UNHEALTHY);
    assertThat(checks.localError()).isNull();
  }

  @Test
  void healthFromBeforeARestartStaysUntilTriesContradictIt() throws Exception {
    server.become(BUSY);
    VirtualServiceSpec service = service(http(60_000));
    HealthView before = new HealthView(RealServerHealth.HEALTHY, 77, "HTTP status 200");

    checks.configure(List.of(service), Map.of(key(service), before));

    assertThat(health()).isEqualTo(RealServerHealth.HEALTHY);
    assertThat(view().sinceMillis()).isEqualTo(77);
    assertThat(checks.awaitFirstTries(Duration.ofSeconds(20))).isTrue();
    assertThat(health()).isEqualTo(RealServerHealth.HEALTHY);
    assertThat(heard).isEmpty();
  }

  @Test
  void aServerThatWasHeldDownStaysHeldDown() throws Exception {
    VirtualServiceSpec service =
        service(
            new CheckSpec.Tcp(
                null,
                new CheckSpec.Timing(60_000, 20_000, 1, 1, new CheckSpec.Flapping(2, 5_000))));
    HealthView before =
        new HealthView(
            RealServerHealth.UNHEALTHY, 900, "refused", null, List.of(List.of(700L, 900L)));

    checks.configure(List.of(service), Map.of(key(service), before));

    assertThat(checks.awaitFirstTries(Duration.ofSeconds(20))).isTrue();
    assertThat(health()).isEqualTo(RealServerHealth.UNHEALTHY);
    assertThat(view().detail()).contains("held down for 5 s more");
    assertThat(view().changedMillis()).isEqualTo(before.changedMillis());
  }

  @Test
  void aServerWithoutEarlierHealthIsUnknown() {
    CountDownLatch over = new CountDownLatch(1);
    server.become(connection -> over.await());
    VirtualServiceSpec service = service(http(60_000));

    checks.configure(
        List.of(service), Map.of(key(service), new HealthView(RealServerHealth.UNCHECKED, 77, "")));

    assertThat(view()).isEqualTo(new HealthView(RealServerHealth.UNKNOWN, 1_000, "not tried yet"));
    over.countDown();
  }

  @Test
  void withoutACheckNothingIsTried() {
    checks.configure(List.of(Specs.service("web", null, server.port())));

    assertThat(view())
        .isEqualTo(new HealthView(RealServerHealth.UNCHECKED, 1_000, "no check in the site"));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aRemovedServerIsNeitherTriedNorShown() {
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    server.become(connection -> {
      begun.incrementAndGet();
      over.await();
    });
    checks.configure(List.of(service(http(5))));
    await().until(() -> begun.get() == 1);

    checks.configure(List.of());

    assertThat(checks.snapshot()).isEmpty();
    over.countDown();
    assertThat(heard).isEmpty();
  }

  @Test
  void triesOfOneServerDoNotOverlap() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger count = new AtomicInteger();
    server.become(connection -> {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      count.incrementAndGet();
      new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
      now.decrementAndGet();
      OK.serve(connection);
    });
    checks.configure(List.of(service(http(1))));

    await().until(() -> count.get() >= 5);

    assertThat(most).hasValue(1);
  }

  @Test
  void anInvalidAddressChangesNothing() {
    checks.configure(List.of(service(http(60_000))));
    VirtualServiceSpec good = service(http(60_000));
    VirtualServiceSpec bad =
        VirtualServiceSpec.builder("bad", "192.0.2.1", 80)
            .scheduler("rr")
            .forward(good.forward())
            .check(good.check())
            .onDown(good.onDown())
            .realServers(List.of(new RealServerSpec("web1", "not an address", 80, 1)))
            .build();

    assertThatThrownBy(() -> checks.configure(List.of(bad)))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(checks.snapshot()).containsOnlyKeys(key(good));
  }

  @Test
  void aServicesRealServersAreCountedAsTheyChange() throws Exception {
    assertThat(checks.count("web")).isNull();
    try (ScriptedServer other = new ScriptedServer(OK)) {
      checks.configure(
          List.of(
              Specs.service("web", http(5), server.port(), other.port()),
              Specs.service("plain", null, 1, 2, 3),
              Specs.service("bare", null)));
      assertThat(checks.count("plain")).isEqualTo(new ServiceHealth(0, 0, 0, 3));
      assertThat(checks.count("bare")).isEqualTo(new ServiceHealth(0, 0, 0, 0));
      // When the listener hears of the second change, both servers are counted.
      await().until(() -> counted.contains(new ServiceHealth(2, 0, 0, 0)));
      other.become(BUSY);
      await().until(() -> counts().equals(new ServiceHealth(1, 1, 0, 0)));
      checks.configure(List.of(Specs.service("web", http(60_000), server.port(), other.port())));
      assertThat(counts())
          .as("a changed check keeps its health")
          .isEqualTo(new ServiceHealth(1, 1, 0, 0));
      assertThat(checks.count("plain")).isNull();
      checks.configure(List.of(service(http(60_000))));
      assertThat(counts()).isEqualTo(new ServiceHealth(1, 0, 0, 0));
      checks.configure(List.of(Specs.service("web", null, server.port(), other.port())));
      assertThat(counts()).isEqualTo(new ServiceHealth(0, 0, 0, 2));
      checks.configure(List.of(service(http(60_000))));
      assertThat(counts().all()).isEqualTo(1);
    }
  }

  private ServiceHealth counts() {
    return Objects.requireNonNull(checks.count("web"));
  }

  private VirtualServiceSpec service(CheckSpec check) {
    return Specs.service("web", check, server.port());
  }

  /** A long limit for a busy machine; no test depends on the time it takes. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  private HealthView view() {
    return checks.snapshot().values().iterator().next();
  }

  private RealServerHealth health() {
    return view().health();
  }
}
