package org.hactl.control.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeSpansTest {
  @ParameterizedTest
  @CsvSource({
    "-5, 0 ms",
    "850, 850 ms",
    "119999, 119 s",
    "120000, 2 min",
    "7199999, 119 min",
    "19200000, 5 h 20 min",
    "172799999, 47 h 59 min",
    "172800000, 2 d",
  })
  void hasTheUnitThatSaysEnough(long millis, String text) {
    assertThat(TimeSpans.span(millis)).isEqualTo(text);
  }
}
