package org.hactl.control.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionVersionTest {
  @TempDir private Path dist;

  @Test
  void hasTheCommitOfTheBuildIfThereIsOne() throws Exception {
    assertThat(DistributionVersion.of(dist)).isEqualTo("0.1.0");
    Files.writeString(dist.resolve("commit"), "3f2a91c04d1e\n");
    assertThat(DistributionVersion.of(dist)).isEqualTo("0.1.0+3f2a91c04d1e");
    Files.writeString(dist.resolve("commit"), "3f2a91c04d1e.modified\n");
    assertThat(DistributionVersion.of(dist)).isEqualTo("0.1.0+3f2a91c04d1e.modified");
  }

  @Test
  void aFileThatIsNoCommitCannotGetIntoTheAgentsStartScript() throws Exception {
    Files.writeString(dist.resolve("commit"), "abcdef0; reboot\n");
    assertThat(DistributionVersion.of(dist)).isEqualTo("0.1.0");
  }
}
