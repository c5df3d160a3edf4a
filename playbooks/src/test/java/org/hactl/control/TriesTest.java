package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostException.RecapColumn;
import org.hactl.control.rollout.RunClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TriesTest {
  private static final Duration NOT_NEEDED = Duration.ofDays(1);

  private final AtomicInteger begun = new AtomicInteger();
  private final CountDownLatch interrupted = new CountDownLatch(1);

  @Test
  void aTryThatFailsIsRepeatedAtOnce() throws Exception {
    String answer =
        new Tries(3, NOT_NEEDED, RunClock.system())
            .first(() -> {
              if (begun.incrementAndGet() < 3) {
                throw unreachable();
              }
              return "confirmed";
            });
    assertThat(answer).isEqualTo("confirmed");
  }

  @Test
  void aTryThatHangsGetsAnotherBesideItAndIsInterruptedThen() throws Exception {
    String answer =
        new Tries(3, Duration.ofMillis(1), RunClock.system())
            .first(() -> {
              if (begun.incrementAndGet() == 1) {
                hang();
              }
              return "confirmed";
            });
    assertThat(answer).isEqualTo("confirmed");
    interrupted.await();
  }

  @Test
  void theLastFailureIsThrownWhenAllHaveFailed() {
    HostException e =
        catchThrowableOfType(
            HostException.class,
            () ->
                new Tries(2, NOT_NEEDED, RunClock.system())
                    .first(() -> {
                      throw new HostException(
                          RecapColumn.UNREACHABLE, "failure " + begun.incrementAndGet(), "none");
                    }));
    assertThat(e).hasMessage("failure 2");
  }

  @Test
  void aHostThatRefusesIsNotAskedAgain() {
    HostException e =
        catchThrowableOfType(
            HostException.class,
            () ->
                new Tries(3, NOT_NEEDED, RunClock.system())
                    .first(() -> {
                      begun.incrementAndGet();
                      throw HostException.failed("no such generation", "none");
                    }));
    assertThat(e).hasMessage("no such generation");
    assertThat(begun).hasValue(1);
  }

  @Test
  void anErrorOfTheProgramIsAFailureOfTheHost() {
    HostException e =
        catchThrowableOfType(
            HostException.class,
            () ->
                new Tries(3, NOT_NEEDED, RunClock.system())
                    .first(() -> {
                      throw new IllegalStateException("a bug");
                    }));
    assertThat(e.column()).isEqualTo(RecapColumn.FAILED);
  }

  private void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
      Thread.currentThread().interrupt();
    }
  }

  private static HostException unreachable() {
    return new HostException(RecapColumn.UNREACHABLE, "connection refused", "none");
  }
}
