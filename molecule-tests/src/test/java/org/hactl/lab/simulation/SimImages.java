package org.hactl.lab.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hactl.control.image.RuntimeImages;

/** An image of the agent that every host has already. */
record SimImages(RuntimeImages images, String digest) {
  /**
   * @param folder an empty one
   */
  static SimImages in(Path folder) {
    try {
      Files.createDirectories(folder.resolve("agent"));
      Files.createDirectories(folder.resolve("cache"));
      Files.writeString(folder.resolve("agent/a.jar"), "no real jar");
      RuntimeImages images =
          new RuntimeImages(
              folder, folder.resolve("cache"), Path.of(System.getProperty("java.home")));
      String digest = images.digest();
      // An image that is in the cache is not made again.
      Files.writeString(folder.resolve("cache").resolve(digest + ".tar.gz"), "no real image");
      return new SimImages(images, digest);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
