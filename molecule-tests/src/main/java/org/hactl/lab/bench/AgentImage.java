package org.hactl.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hactl.cli.Installation;
import org.hactl.control.image.ImageException;
import org.hactl.control.image.RuntimeImage;
import org.hactl.lab.LabException;

/** The runtime image that hosts get, unpacked on this machine. */
final class AgentImage {
  private AgentImage() {}

  /** The folder of the unpacked image; made if it is missing. */
  static synchronized Path unpacked() {
    Installation installation = Installation.current();
    try {
      RuntimeImage image = installation.runtimeImages().image();
      Path folder = installation.home().resolve("bench").resolve(image.digest());
      if (!Files.exists(folder)) {
        unpack(image.archive(), folder);
      }
      return folder;
    } catch (ImageException | IOException e) {
      throw new LabException("the agent's runtime image cannot be made: " + e.getMessage(), e);
    }
  }

  private static void unpack(Path archive, Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    Path fresh = Files.createTempDirectory(folder.getParent(), ".unpacking-");
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", fresh.toString())
            .inheritIO()
            .start();
    try {
      if (tar.waitFor() != 0) {
        throw new IOException("tar cannot unpack " + archive);
      }
    } catch (InterruptedException e) {
      tar.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while unpacking " + archive, e);
    }
    Files.move(fresh, folder);
  }
}
