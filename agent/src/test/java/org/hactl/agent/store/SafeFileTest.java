package org.hactl.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeFileTest {
  @TempDir private Path folder;

  @Test
  void isCompleteAfterACrashAtAnyStep() throws IOException {
    int crashes = 0;
    for (int at = 1; at < 20; at++) {
      Path home = folder.resolve("crash" + at);
      DiskStorage disk = new DiskStorage(home);
      new SafeFile(disk, "f").replace(bytes("one"));
      new SafeFile(disk, "f").replace(bytes("two"));
      CrashingStorage crashing = new CrashingStorage(disk, at);
      try {
        new SafeFile(crashing, "f").replace(bytes("three"));
      } catch (Crash crash) {
        crashes++;
      }
      assertThat(text(new SafeFile(disk, "f").read(new ArrayList<>()))).isIn("two", "three");
      new SafeFile(disk, "f").replace(bytes("four"));
      assertThat(text(new SafeFile(disk, "f").read(new ArrayList<>()))).isEqualTo("four");
    }
    assertThat(crashes).isGreaterThanOrEqualTo(5);
  }

  @Test
  void isWholeAfterTwoCrashesInARow() throws IOException {
    for (int first = 1; first < 8; first++) {
      for (int second = 1; second < 8; second++) {
        DiskStorage disk = new DiskStorage(folder.resolve(first + "-" + second));
        new SafeFile(disk, "f").replace(bytes("one"));
        new SafeFile(disk, "f").replace(bytes("two"));
        replaceUntil(disk, first, "three");
        Optional<SafeFile.Found> before = new SafeFile(disk, "f").read(new ArrayList<>());
        replaceUntil(disk, second, "four");
        ArrayList<StateError> errors = new ArrayList<>();
        assertThat(text(new SafeFile(disk, "f").read(errors)))
            .as("crashes at %d and %d", first, second)
            .isIn(text(before), "four");
        assertThat(errors).isEmpty();
      }
    }
  }

  private static void replaceUntil(DiskStorage disk, int step, String content) throws IOException {
    try {
      new SafeFile(new CrashingStorage(disk, step), "f").replace(bytes(content));
    } catch (Crash crash) {
      assertThat(crash).isNotNull();
    }
  }

  @Test
  void fallsBackWhereAPowerCutLeftTheFileEmptyOrTorn() throws IOException {
    DiskStorage disk = new DiskStorage(folder.resolve("s"));
    SafeFile file = new SafeFile(disk, "f");
    file.replace(bytes("one"));
    file.replace(bytes("two"));
    Path newest = folder.resolve("s/f");
    byte[] whole = Files.readAllBytes(newest);
    for (int length = 0; length < whole.length; length++) {
      Files.write(newest, Arrays.copyOf(whole, length));
      assertThat(text(file.read(new ArrayList<>()))).isEqualTo("one");
    }
    whole[whole.length - 1] ^= 1;
    Files.write(newest, whole);
    assertThat(text(file.read(new ArrayList<>()))).isEqualTo("one");
  }

  @Test
  void onlyRootCanReadIt() throws IOException {
    DiskStorage disk = new DiskStorage(folder.resolve("s"));
    disk.write("generations/1", bytes("secret"));
    assertThat(mode("s")).isEqualTo("rwx------");
    assertThat(mode("s/generations")).isEqualTo("rwx------");
    assertThat(mode("s/generations/1")).isEqualTo("rw-------");
  }

  @Test
  void refusesPathsOutsideItsFolder() throws IOException {
    DiskStorage disk = new DiskStorage(folder.resolve("s"));
    assertThatThrownBy(() -> disk.write("../x", bytes("")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Optional<SafeFile.Found> found) {
    return new String(found.orElseThrow().content(), StandardCharsets.UTF_8);
  }
}
