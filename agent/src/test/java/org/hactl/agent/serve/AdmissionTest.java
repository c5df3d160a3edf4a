package org.hactl.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hactl.agent.serve.Admission.Ticket;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final int LARGEST = 8_000;

  private final Admission admission = new Admission(LARGEST, Duration.ZERO);

  @Test
  void twoRequestsOfTheLargestSizeAreNotReadAtOnce() throws InterruptedException {
    try (Ticket first = admission.enter().orElseThrow()) {
      assertThat(admission.enter()).isEmpty();
      first.shrink(LARGEST);
      assertThat(admission.enter()).isEmpty();
    }
    assertThat(admission.enter()).isPresent();
  }

  @Test
  void aSmallRequestDelaysNoOther() throws InterruptedException {
    Ticket first = admission.enter().orElseThrow();
    first.shrink(LARGEST / 4);
    Ticket second = admission.enter().orElseThrow();
    assertThat(admission.enter()).isEmpty();
    first.close();
    second.close();
    assertThat(admission.enter()).isPresent();
  }
}
