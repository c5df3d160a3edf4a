package org.hactl.control.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveSumTest {
  private static final String SUM_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;
  private Path archive;
  private Path kept;

  @BeforeEach
  void archive() throws IOException {
    archive = Files.writeString(folder.resolve("d1.tar.gz"), "abc");
    kept = folder.resolve("d1.tar.gz.sha256");
    Files.setLastModifiedTime(archive, FileTime.fromMillis(1_000_000));
  }

  @Test
  void isKeptBesideTheArchiveAsSha256sumWritesIt() throws IOException {
    assertThat(ArchiveSum.of(archive)).isEqualTo(SUM_OF_ABC);
    assertThat(kept).hasContent(SUM_OF_ABC + "  d1.tar.gz\n");
    assertThat(folder).isDirectoryNotContaining("glob:**.sum-*");
  }

  @Test
  void theArchiveIsNotReadAgain() throws IOException {
    String other = "0".repeat(64);
    Files.writeString(kept, other + "  d1.tar.gz\n");
    assertThat(ArchiveSum.of(archive)).isEqualTo(other);
  }

  @Test
  void aSumThatIsOlderOrDamagedIsMadeAgain() throws IOException {
    for (String text : new String[] {"", "0".repeat(63) + "  d1.tar.gz", "no sum"}) {
      Files.writeString(kept, text);
      assertThat(ArchiveSum.of(archive)).isEqualTo(SUM_OF_ABC);
    }
    Files.writeString(kept, "0".repeat(64) + "  d1.tar.gz\n");
    Files.setLastModifiedTime(kept, FileTime.fromMillis(999_000));
    assertThat(ArchiveSum.of(archive)).isEqualTo(SUM_OF_ABC);
  }
}
