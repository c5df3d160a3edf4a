package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IpvsWatchTest {
  private final AtomicLong nanos = new AtomicLong();
  private final IpvsWatch watch = new IpvsWatch(nanos::get);

  @Test
  void restsLongerAfterALookThatTookLong() {
    assertThat(watch.isDue()).isTrue();
    assertThat(look(1_000)).isFalse();
    assertThat(dueAfter()).isEqualTo(4_000);
  }

  @Test
  void aLookThatHadNothingToCompareDoesNotBringTheNextOneForwardMuch() {
    look(1_000);
    look(0);
    assertThat(dueAfter()).isEqualTo(2_000);
    look(0);
    assertThat(dueAfter()).isEqualTo(1_000);
  }

  private boolean look(long takes) {
    return watch.look(() -> nanos.addAndGet(takes) < 0);
  }

  private long dueAfter() {
    long from = nanos.get();
    while (!watch.isDue()) {
      nanos.addAndGet(100);
    }
    return nanos.get() - from;
  }
}
