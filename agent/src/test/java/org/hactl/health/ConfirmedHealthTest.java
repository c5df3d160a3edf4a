package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hactl.health.ScriptedServer.answer;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The health that tries have confirmed since a given time. */
class ConfirmedHealthTest {
  private final HealthChecks checks =
      new HealthChecks((_, _, _) -> {}, () -> System.nanoTime() / 1_000_000);
  private final ScriptedServer server;

  ConfirmedHealthTest() throws IOException {
    server = new ScriptedServer(answer("HTTP/1.1 200 OK\r\n\r\n"));
  }

  @AfterEach
  void close() {
    checks.close();
    server.close();
  }

  @Test
  void onlyTriesThatBeganSinceTheGivenTimeCount() {
    checks.configure(List.of(Specs.service("web", Specs.http(5), server.port())));
    await().until(() -> confirmed(null).healthy() == 1);
    long later = System.nanoTime() + 3_600_000_000_000L;
    assertThat(confirmed(later)).isEqualTo(new ServiceHealth(0, 0, 1, 0));
    long now = System.nanoTime();
    await().until(() -> confirmed(now).healthy() == 1);
    assertThat(checks.confirmed("other", null)).isNull();
  }

  private ServiceHealth confirmed(@Nullable Long sinceNanos) {
    return Objects.requireNonNull(checks.confirmed("web", sinceNanos));
  }
}
