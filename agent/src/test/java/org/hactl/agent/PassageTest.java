package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stop that comes while this process takes over from another one. */
@Timeout(60)
class PassageTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  private final Passage passage = new Passage();
  private final FutureTask<Boolean> stop = new FutureTask<>(() -> passage.stop(LONG));

  private void stopWhileUndecided() throws IOException {
    passage.begin();
    Thread thread = Thread.ofPlatform().daemon().start(stop);
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  @Test
  void aProcessThatIsToldToStopTakesNothingOver() throws Exception {
    assertThat(passage.stop(LONG)).isFalse();
    assertThatThrownBy(passage::begin)
        .isInstanceOf(IOException.class)
        .hasMessage("this process was told to stop before it had taken over");
  }

  @Test
  void theRolesThatItGetsMeanwhileAreHandedOver() throws Exception {
    stopWhileUndecided();
    passage.ours();
    assertThat(stop.get()).isTrue();
  }

  @Test
  void theRolesThatTheOtherProcessKeepsAreNot() throws Exception {
    stopWhileUndecided();
    passage.notOurs();
    assertThat(stop.get()).isFalse();
  }

  @Test
  void itDoesNotWaitForEverForTheDecision() throws Exception {
    passage.begin();
    assertThat(passage.stop(Duration.ZERO)).isFalse();
  }
}
