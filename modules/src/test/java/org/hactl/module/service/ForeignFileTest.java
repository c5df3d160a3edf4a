package org.hactl.module.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.hactl.module.ChangeResult;
import org.hactl.module.Plan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service may have read wrong content before hactl corrected its file. */
class ForeignFileTest {
  private static final String RIGHT = "listen 8080;\n";

  @TempDir private Path folder;
  private final FakeServices host = new FakeServices();
  private Path file = Path.of("/nonexistent");
  private ServiceModule module =
      new ServiceModule(List.of(), new Starts(file, new FileVersions(file)));
  private ServiceResource nginx = new ServiceResource("nginx", true, null, null, null, false);

  @BeforeEach
  void isNotRestartedIfItRunsWithTheRightFile() throws Exception {
    file = folder.resolve("nginx.conf");
    Files.writeString(file, RIGHT);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    module =
        new ServiceModule(
            List.of(host), new Starts(folder.resolve("state"), new FileVersions(folder)));
    String digest =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(RIGHT.getBytes(StandardCharsets.UTF_8)));
    nginx = new ServiceResource("nginx", true, null, null, Map.of("/nginx.conf", digest), false);
    host.have("nginx", false, ServiceState.Enabled.FIXED);
    converge();
    assertThat(host.did()).containsExactly("start nginx");
    assertThat(plan()).isEqualTo(Plan.NOTHING);
  }

  @Test
  void isRestartedWhenTheFileWasCorrected() throws Exception {
    Files.writeString(file, "listen 8081;\n");
    // The file has to be corrected first: a restart now would read the wrong content.
    assertThat(plan()).isEqualTo(Plan.NOTHING);
    Path right = Files.writeString(folder.resolve("new"), RIGHT);
    Files.delete(file);
    Files.move(right, file);
    assertThat(plan().changes().getFirst().fields().getFirst().to()).isEqualTo("for /nginx.conf");
    converge();
    assertThat(host.did()).containsExactly("restart nginx");
    assertThat(plan()).isEqualTo(Plan.NOTHING);
  }

  @Test
  void isRestartedWhenTheFileWasEditedByHandAndPutBack() throws Exception {
    Files.writeString(file, "listen 8081;\n");
    Files.writeString(file, RIGHT);
    // The clock was set back meanwhile.
    Files.setLastModifiedTime(file, FileTime.fromMillis(500));
    converge();
    assertThat(host.did()).containsExactly("restart nginx");
  }

  private Plan plan() throws Exception {
    List<ServiceResource> wanted = List.of(nginx);
    return module.plan(wanted, List.of(), module.observe(wanted, List.of()), false);
  }

  private void converge() throws Exception {
    assertThat(module.apply(plan().changes())).extracting(ChangeResult::error).containsOnlyNulls();
  }
}
