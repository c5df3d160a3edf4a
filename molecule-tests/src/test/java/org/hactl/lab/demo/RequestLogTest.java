package org.hactl.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestLogTest {
  @Test
  void theGapIsTheLongestTimeBetweenTwoAnswers() {
    RequestLog log =
        RequestLog.parse(
            "100.0 ok web1\n150.5 ok web2\n450.5 lost -\n800.0 ok web1\n850.0 ok web2\n");

    assertThat(log.longestGapMillis()).contains(649.5);
    assertThat(log.answered()).isEqualTo(4);
    assertThat(log.lost()).isEqualTo(1);
  }

  @Test
  void serviceThatDoesNotComeBackHasNoGap() {
    assertThat(RequestLog.parse("1.0 ok web1\n2.0 ok web2\n3.0 lost -\n").longestGapMillis())
        .isEmpty();
    assertThat(RequestLog.parse("").longestGapMillis()).isEmpty();
    assertThat(RequestLog.parse("1.0 lost -\n").longestGapMillis()).isEmpty();
  }

  @Test
  void aLineStillBeingWrittenIsLeftOut() {
    assertThat(RequestLog.parse("1.0 ok web1\n2.0 ok we").requests()).hasSize(1);
  }
}
