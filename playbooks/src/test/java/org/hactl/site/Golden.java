package org.hactl.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with a file of {@code src/test/resources}; {@code -DupdateGolden} rewrites it. */
public final class Golden {
  private Golden() {}

  public static void check(Path file, String actual) throws IOException {
    if (System.getProperty("updateGolden") != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    assertThat(file).as("run with -DupdateGolden, then look at the difference").exists();
    assertThat(actual).as(file.toString()).isEqualTo(Files.readString(file));
  }
}
