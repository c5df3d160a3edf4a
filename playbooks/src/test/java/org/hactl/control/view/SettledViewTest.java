package org.hactl.control.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SettledViewTest {
  private static final Finding FOUND =
      Finding.warning(Finding.Kind.TWO_MASTERS, "two masters", "a role changed", "wait");

  private final List<Duration> pauses = new ArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void aSiteThatIsSettledIsAskedOnce() {
    assertThat(look(0).view().findings()).isEmpty();
    assertThat(looks).hasValue(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aFailoverThatEndsMeanwhileIsNotReported() {
    SettledView<Integer> seen = look(2);
    assertThat(seen.view().findings()).isEmpty();
    assertThat(seen.answers()).isEqualTo(3);
    assertThat(pauses).hasSize(2);
  }

  @Test
  void rolesThatNeverSettleAreReportedAfterAWhile() {
    assertThat(look(1_000).view().findings()).containsExactly(FOUND);
    assertThat(pauses).hasSize(9);
  }

  private SettledView<Integer> look(int settlingLooks) {
    return SettledView.of(
        looks::incrementAndGet,
        look ->
            look <= settlingLooks
                ? new SiteView(List.of(FOUND), true)
                : new SiteView(List.of(), false),
        pauses::add);
  }
}
