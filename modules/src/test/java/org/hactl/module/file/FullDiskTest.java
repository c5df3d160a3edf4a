package org.hactl.module.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hactl.module.command.Command;
import org.hactl.module.command.CommandResult;
import org.hactl.module.command.ProcessRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On small file systems in a mount namespace that ends with its process. */
@Tag("lab")
class FullDiskTest {
  @TempDir Path folder;
  @TempDir Path scratch;

  @Test
  void aFullDiskLeavesTheOldContent() throws Exception {
    CommandResult result =
        inNamespace(
            "mount -t tmpfs -o size=64k,mode=755 tmpfs DISK && echo old > DISK/conf && PROBE 200000"
                + " && cat DISK/conf && ls -A DISK");

    assertThat(result.out())
        .containsExactly(
            "cannot write DISK/conf: No space left on device; the old content is still in place."
                    .replace("DISK", folder.toString())
                + " Free space there (df -h, df -i) and apply again",
            "old",
            "conf");
  }

  @Test
  void aReadOnlyDiskSaysSo() throws Exception {
    CommandResult result =
        inNamespace("mount -t tmpfs -o size=64k,mode=755,ro tmpfs DISK && PROBE 10 && ls -A DISK");

    assertThat(result.out())
        .singleElement()
        .asString()
        .contains("cannot write", "Read-only file system", "remount it writable");
  }

  @Test
  void aFileThatFitsIsWritten() throws Exception {
    CommandResult result =
        inNamespace("mount -t tmpfs -o size=64k,mode=755 tmpfs DISK && PROBE 1000 && ls -A DISK");

    assertThat(result.out()).containsExactly("ok", "conf");
  }

  private CommandResult inNamespace(String script) throws Exception {
    String probe =
        "'%s/bin/java' -cp '%s' %s '%s' DISK/conf"
            .formatted(
                System.getProperty("java.home"),
                System.getProperty("java.class.path"),
                FullDiskProbe.class.getName(),
                scratch.resolve("state"));
    String line = script.replace("PROBE", probe).replace("DISK", folder.toString());
    CommandResult result =
        new ProcessRunner(scratch.resolve("run"))
            .run(
                new Command(
                    List.of("unshare", "--mount", "sh", "-c", line),
                    Map.of(),
                    Duration.ofMinutes(1)));
    assertThat(result.ok()).as(result.tail(5)).isTrue();
    return result;
  }
}
