package org.hactl.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;

class StallWatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The test takes an item to let a pause begin, and gives one to let it end. */
  private final BlockingQueue<Duration> begun = new LinkedBlockingQueue<>();

  private final SynchronousQueue<Boolean> over = new SynchronousQueue<>();

  @Test
  void endsWhatDoesNotMoveForAWholePause() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (StallWatch watch = StallWatch.of(PATIENCE, this::pause, ended::countDown)) {
      for (long bytes : new long[] {1, 2, 700}) {
        assertThat(begun.take()).isEqualTo(PATIENCE);
        watch.accept(bytes);
        over.put(true);
      }
      begun.take();
      assertThat(watch.fired()).isFalse();
      over.put(true);
      ended.await();
      assertThat(watch.fired()).isTrue();
    }
  }

  private void pause(Duration time) throws InterruptedException {
    begun.add(time);
    over.take();
  }
}
