package org.hactl.cli;

import java.nio.file.Path;
import org.hactl.control.RuntimeImages;

/**
 * The folders of this hactl, as set by the launcher.
 *
 * @param dist {@code lib/}, which this command runs from, and {@code agent/}, the jars that hosts
 *     get
 * @param home {@code .hactl/}, what is kept between runs
 */
public record Installation(Path dist, Path home, Path jdk) {
  public static Installation current() {
    Path home = Path.of(System.getProperty("hactl.home", ".hactl")).toAbsolutePath();
    return new Installation(
        Path.of(System.getProperty("hactl.dist", home.resolve("dist/current").toString())),
        home,
        Path.of(System.getProperty("java.home")));
  }

  public RuntimeImages runtimeImages() {
    return new RuntimeImages(dist, home.resolve("runtime"), jdk);
  }
}
