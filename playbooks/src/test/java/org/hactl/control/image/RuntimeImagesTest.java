package org.hactl.control.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeImagesTest {
  @TempDir Path folder;

  @Test
  void allHostsOfOneRunShareWhatWasReadOnce() throws Exception {
    Path jdk = Path.of(System.getProperty("java.home"));
    Files.createDirectories(folder.resolve("agent"));
    Path jar = Files.writeString(folder.resolve("agent/a.jar"), "no real jar");
    String digest = RuntimeRecipe.digest(jdk, List.of(jar));
    Path archive = Files.writeString(folder.resolve(digest + ".tar.gz"), "no real image");
    RuntimeImages images = new RuntimeImages(folder, folder, jdk);
    RuntimeImage first = images.image();
    assertThat(first.bytes()).isEqualTo(13);
    Files.delete(archive);
    assertThat(images.image()).isSameAs(first);
  }
}
