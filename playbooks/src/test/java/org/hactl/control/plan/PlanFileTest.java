package org.hactl.control.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {
  private static final int ROUNDS = 300;

  @TempDir private Path folder;

  @Test
  void everyPlanIsReadAsItWasWritten() throws Exception {
    long seed = new Random().nextLong();
    RandomPlans plans = new RandomPlans(new Random(seed));
    for (int round = 0; round < ROUNDS; round++) {
      SavedPlan plan = plans.plan();
      assertThat(PlanFile.parse(PlanFile.text(plan), "plan.json"))
          .as("seed %d round %d", seed, round)
          .contains(plan);
    }
  }

  @Test
  void aPlanThatWasCutOffIsNeverTakenForAWholeOne() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String text = PlanFile.text(new RandomPlans(random).plan()).strip();
    for (int end = 1; end < text.length(); end++) {
      String cut = text.substring(0, end);
      assertThatThrownBy(() -> PlanFile.parse(cut, "plan.json"))
          .as("seed %d", seed)
          .isInstanceOf(PlanReview.Refused.class)
          .hasMessageContaining("plan.json");
    }
  }

  @Test
  void onlyTheOwnerCanReadTheFile() throws Exception {
    SavedPlan plan = new RandomPlans(new Random(1)).plan();
    Path file = Files.writeString(folder.resolve("plan.json"), "what was there");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    PlanFile.write(file, plan);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PlanFile.read(file)).contains(plan);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void otherFilesAreNoPlans() throws Exception {
    Path site = Files.writeString(folder.resolve("site.yml"), "{\"hactl_plan\": 1}");
    assertThat(PlanFile.read(site)).isEmpty();
    Path json = Files.writeString(folder.resolve("site.json"), "{\"site\": \"shop\"}");
    assertThat(PlanFile.read(json)).isEmpty();
  }

  @Test
  void aPlanOfAnotherFormOrWithoutAValueIsRefused() {
    String text = PlanFile.text(new RandomPlans(new Random(2)).plan());
    assertThatThrownBy(() ->
            PlanFile.parse(text.replace("\"hactl_plan\" : 1", "\"hactl_plan\" : 2"), "p.json"))
        .hasMessage("p.json is a plan of form 2; this hactl reads form 1");
    assertThatThrownBy(() -> PlanFile.parse("{\"hactl_plan\": 1}", "p.json"))
        .isInstanceOf(PlanReview.Refused.class)
        .hasMessageContaining("p.json is not a whole plan");
    for (String field : List.of("wanted", "generationDigest", "inputs", "author", "changes")) {
      assertThatThrownBy(
              () -> PlanFile.parse(text.replace("\"" + field + "\"", "\"lost\""), "p.json"))
          .as(field)
          .isInstanceOf(PlanReview.Refused.class);
    }
  }
}
