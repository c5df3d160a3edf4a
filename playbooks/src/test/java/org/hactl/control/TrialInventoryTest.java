package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialInventoryTest {
  private static final String HOSTS = "webs: {hosts: {web1: {ansible_host: 192.0.2.1}}}\n";
  private static final String ADDED =
      "webs: {hosts: {web1: {ansible_host: 192.0.2.1}, web3: {ansible_host: 192.0.2.3}}}\n";

  @TempDir Path folder;

  @Test
  void theRealFileChangesOnlyWhenTheTrialIsKept() throws Exception {
    Path file = file(HOSTS);
    try (TrialInventory trial = trial(file)) {
      assertThat(trial.path()).hasContent(ADDED);
      assertThat(file).hasContent(HOSTS);
      trial.keep();
    }
    assertThat(file).hasContent(ADDED);
  }

  @Test
  void whatWasEditedMeanwhileStays() throws Exception {
    Path file = file(HOSTS);
    try (TrialInventory trial = trial(file)) {
      Files.writeString(file, "# edited\n" + HOSTS);
      trial.keep();
    }
    assertThat(file).hasContent("# edited\n" + ADDED);
  }

  @Test
  void aFileThatDoesNotTakeTheHostAnyMoreIsLeftAlone() throws Exception {
    Path file = file(HOSTS);
    try (TrialInventory trial = trial(file)) {
      Files.writeString(file, ADDED);
      ControlException e = catchThrowableOfType(ControlException.class, trial::keep);
      assertThat(e)
          .hasMessageContaining("was changed while onboard ran")
          .hasMessageContaining("web3");
      assertThat(e.nextStep()).contains("run onboard again");
    }
    assertThat(file).hasContent(ADDED);
  }

  @Test
  void aHostIsTakenOutInTheSameWay() throws Exception {
    Path file = file(ADDED);
    try (TrialInventory trial = TrialInventory.without(file, "web3")) {
      assertThat(trial.path()).hasContent(HOSTS);
      assertThat(file).hasContent(ADDED);
      trial.keep();
      assertThat(file).hasContent(HOSTS);
      ControlException e = catchThrowableOfType(ControlException.class, trial::keep);
      assertThat(e.nextStep()).contains("run offboard again", "hactl has left it");
    }
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("hosts.yml"), text);
  }

  private static TrialInventory trial(Path file) throws Exception {
    return TrialInventory.with(file, "web3", "webs", "192.0.2.3");
  }
}
