package org.hactl.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OperatorScriptTest {
  @TempDir private Path folder;

  private OperatorScript script(String text, int maxSeconds) throws IOException {
    Path file = Files.writeString(folder.resolve("script"), "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return new OperatorScript(file, false, 1 << 10, maxSeconds);
  }

  @Test
  void whatItPrintsAndItsStatus() throws IOException {
    OperatorScript.Printed printed = script("echo \"$1 $2\"; exit 3", 60).run(List.of("a", "b"));
    assertThat(new String(printed.output(), StandardCharsets.UTF_8)).isEqualTo("a b\n");
    assertThat(printed.status()).isEqualTo(3);
  }

  @Test
  void oneThatPrintsWithoutEndIsKilled() {
    assertThatThrownBy(() -> script("yes", 60).run(List.of()))
        .hasMessage("it prints more than 1 KiB, the limit");
  }

  /** The program of a shell holds its output open. */
  @Test
  @Timeout(60)
  void oneThatHangsIsKilledWithWhatItStarted() {
    assertThatThrownBy(() -> script("sleep 600; true", 1).run(List.of()))
        .hasMessage("it takes longer than 1 s");
  }
}
