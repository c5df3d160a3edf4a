package org.hactl.module.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.module.kernel.UmlGuest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under a process with the agent's privileges; needs root. */
@Tag("lab")
class OrdinaryProcessLabTest {
  /** Nice value, OOM score adjustment, real-time priority, KiB of locked memory. */
  static final String TELL =
      "echo $(nice) $(cat /proc/self/oom_score_adj) $(ulimit -r) $(ulimit -l)";

  private static final String AGENT = "-10 -900 50 unlimited";
  private static final String ORDINARY = "0 0 0 64";

  @TempDir private Path folder;

  /** In a guest, because a container's root may raise neither its limits nor its OOM score. */
  @Test
  void withEveryPrivilegeNothingIsInherited() throws Exception {
    Map<String, String> steps = UmlGuest.run(OrdinaryProcessGuest.class, folder);
    assertThat(steps)
        .containsEntry("agent", AGENT + "\n")
        .containsEntry("urgent", AGENT + "\n")
        .containsEntry("command", ORDINARY + "\n")
        .containsEntry("hook", ORDINARY + "\n");
  }

  @Test
  void withThePriorityAloneItIsNotInherited() throws Exception {
    List<String> tell = List.of("sh", "-c", TELL + " $1", "tell", "an argument");
    List<String> argv = new ArrayList<>(List.of("nice", "-n", "-10"));
    argv.addAll(tell);
    assertThat(output(argv)).startsWith("-10 ").endsWith(" an argument");
    argv = new ArrayList<>(List.of("nice", "-n", "-10"));
    argv.addAll(OrdinaryProcess.argv(tell));
    assertThat(output(argv)).isEqualTo(ORDINARY + " an argument");
  }

  @Test
  void runsAlsoWithoutPrivileges() throws Exception {
    List<String> argv =
        new ArrayList<>(List.of("setpriv", "--reuid=65534", "--clear-groups", "--"));
    argv.addAll(OrdinaryProcess.argv(List.of("echo", "ran")));
    assertThat(output(argv)).isEqualTo("ran");
  }

  private static String output(List<String> argv) throws Exception {
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
