package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.module.Module;
import org.hactl.module.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a helper and without one the agent has the same kinds; only who does the work differs. */
class PrivilegesTest {
  private static final ObjectMapper MAPPER = HostJson.mapper(Kinds.namedTypes());

  @TempDir private Path folder;

  @Test
  void theHelperIsAnOptionAndChangesNoKind() throws Exception {
    Privileges own = Privileges.of(options(), MAPPER);
    Privileges byHelper =
        Privileges.of(options("--helper", folder.resolve("none").toString()), MAPPER);

    assertThat(own).isInstanceOf(Privileges.Own.class);
    assertThat(byHelper).isInstanceOf(Privileges.ByHelper.class);
    assertThat(kinds(byHelper)).isEqualTo(kinds(own)).containsExactlyElementsOf(Kinds.ORDER);
  }

  @Test
  void aMissingHelperIsTheReasonThatAPipeIsNotMade() throws Exception {
    Path socket = folder.resolve("none");
    Privileges privileges = Privileges.of(options("--helper", socket.toString()), MAPPER);

    assertThat(privileges.pipes().open(folder.resolve("pipe")).make())
        .contains("make the pipe " + folder.resolve("pipe"))
        .contains(socket.toString());
    assertThat(privileges.ipvsLoader().get()).contains("load ip_vs");
  }

  private static List<String> kinds(Privileges privileges) throws Exception {
    return privileges.kinds(new MemoryKernel(), ProgressListener.NONE).modules().stream()
        .<String>map(Module::kind)
        .toList();
  }

  private AgentOptions options(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--state-dir",
                folder.resolve("state").toString(),
                "--socket",
                folder.resolve("run/agent.sock").toString()));
    all.addAll(List.of(more));
    return AgentOptions.parse(all);
  }
}
