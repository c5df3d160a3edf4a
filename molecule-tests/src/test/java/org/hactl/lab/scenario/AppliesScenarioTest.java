package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.hactl.lab.ControlNode;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A short run of the benchmark that ends at the first apply that is not as it should be. */
@Tag("lab")
@Order(9)
class AppliesScenarioTest {
  @Test
  void appliesInARowEndAsTheyShouldAlsoWhenAConnectionIsCut() throws Exception {
    Process process =
        new ProcessBuilder(
                ControlNode.repository().resolve("hactl").toString(),
                "bench",
                "applies",
                "--lab",
                "scenario-applies",
                "--rounds",
                "20",
                "--cuts",
                "10")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
