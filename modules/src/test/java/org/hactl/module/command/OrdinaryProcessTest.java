package org.hactl.module.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrdinaryProcessTest {
  @Test
  void theProgramGetsItsArgumentsAndALowerLimitOfLockedMemory() throws Exception {
    Process process =
        new ProcessBuilder(
                OrdinaryProcess.argv(
                    List.of("sh", "-c", "ulimit -l; echo \"$1|$2\"; exit 7", "sh", "a b", "")))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said.lines()).containsExactly("64", "a b|");
    assertThat(process.waitFor()).isEqualTo(7);
  }
}
