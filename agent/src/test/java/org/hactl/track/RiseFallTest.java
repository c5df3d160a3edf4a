package org.hactl.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiseFallTest {
  /** Each row has the results, written as + and -, and the state after each result. */
  @ParameterizedTest
  @CsvSource({
    "true, 1, 1, +-+-, +-+-",
    "true, 2, 3, ---+++, ++--++",
    "true, 2, 3, --+--+---, ++++++++-",
    "false, 3, 1, ++-+++-, -----+-",
    "false, 1, 3, ++++, ++++",
    "false, 2, 2, -----, -----"
  })
  void becomesUpAndDown(boolean up, int rise, int fall, String results, String expected) {
    RiseFall state = RiseFall.starting(up);
    StringBuilder seen = new StringBuilder();
    for (char result : results.toCharArray()) {
      state = state.step(result == '+', rise, fall);
      seen.append(state.up() ? '+' : '-');
    }
    assertThat(seen).hasToString(expected);
  }
}
