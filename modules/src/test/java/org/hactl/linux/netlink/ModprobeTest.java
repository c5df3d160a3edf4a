package org.hactl.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ModprobeTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Test
  void quotesTheProgramsOutput() {
    assertThat(Modprobe.run(List.of("sh", "-c", "echo not found >&2; exit 1"), TIMEOUT))
        .isEqualTo("not found");
    assertThat(Modprobe.run(List.of("sh", "-c", "exit 3"), TIMEOUT)).isEqualTo("exit status 3");
    assertThat(Modprobe.run(List.of("/no/such/program"), TIMEOUT)).startsWith("could not be run");
  }

  @Test
  @Timeout(20)
  void doesNotWaitForAProgramThatHangs() {
    assertThat(Modprobe.run(List.of("sleep", "60"), Duration.ofMillis(50)))
        .isEqualTo("it did not end within 0 s");
  }
}
