package org.hactl.module.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Under a process with the agent's privileges; needs root. */
@Tag("lab")
class OrdinaryProcessLabTest {
  /** A container's root may raise its priority, but neither its limits nor its OOM score. */
  private static final String AS_THE_AGENT =
      "{ echo -900 >/proc/self/oom_score_adj; ulimit -r 50; ulimit -l unlimited; } 2>/dev/null;"
          + " exec nice -n -10 \"$@\"";

  private static final String TELL =
      "echo $(nice) $(cat /proc/self/oom_score_adj) $(ulimit -r) $(ulimit -l) $1";

  @Test
  void thePriorityOfTheAgentIsNotInherited() throws Exception {
    assertThat(run(List.of())).matches("-10 (-900 50 unlimited|0 0 (?!64 )\\w+) an argument");
    assertThat(run(OrdinaryProcess.argv(List.of()))).isEqualTo("0 0 0 64 an argument");
  }

  @Test
  void runsAlsoWithoutPrivileges() throws Exception {
    List<String> argv =
        new ArrayList<>(List.of("setpriv", "--reuid=65534", "--clear-groups", "--"));
    argv.addAll(OrdinaryProcess.argv(List.of("echo", "ran")));
    assertThat(output(argv)).isEqualTo("ran");
  }

  private static String run(List<String> prefix) throws Exception {
    List<String> argv = new ArrayList<>(List.of("sh", "-c", AS_THE_AGENT, "agent"));
    argv.addAll(prefix);
    argv.addAll(List.of("sh", "-c", TELL, "tell", "an argument"));
    return output(argv);
  }

  private static String output(List<String> argv) throws Exception {
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
