package org.hactl.control.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.hactl.ssh.CommandOutput;
import org.hactl.ssh.LocalLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {
  @Test
  void theSystemsTarUnpacksWhatWasPacked(@TempDir Path folder) throws Exception {
    Path root = folder.resolve("root");
    Files.createDirectories(root.resolve("bin"));
    Path tool = Files.writeString(root.resolve("bin/tool"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    Files.write(root.resolve("block"), new byte[512]);
    Files.write(root.resolve("empty"), new byte[0]);
    Path archive = folder.resolve("a.tar.gz");
    Tar.packGzip(root, archive);
    Path out = Files.createDirectories(folder.resolve("out"));
    CommandOutput output =
        new LocalLink().run("tar -xzf %s -C %s".formatted(archive, out), Duration.ofSeconds(30));
    assertThat(output).isEqualTo(new CommandOutput(0, "", ""));
    assertThat(out.resolve("bin/tool")).hasContent("#!/bin/sh\n").isExecutable();
    assertThat(out.resolve("block")).hasSize(512);
    assertThat(out.resolve("empty")).isEmptyFile();
    assertThat(Files.getLastModifiedTime(out.resolve("block")).toMillis())
        .isEqualTo(Tar.TIME_SECONDS * 1000);
  }

  @Test
  void equalFoldersGiveEqualBytes(@TempDir Path folder) throws Exception {
    for (String name : new String[] {"one", "two"}) {
      Path root = Files.createDirectories(folder.resolve(name));
      Files.writeString(root.resolve("b"), "b");
      Files.writeString(root.resolve("a"), "a");
      Tar.packGzip(root, folder.resolve(name + ".tar.gz"));
    }
    assertThat(folder.resolve("one.tar.gz")).hasSameBinaryContentAs(folder.resolve("two.tar.gz"));
  }
}
