package org.hactl.cli;

import java.nio.file.Path;
import org.hactl.control.image.DistributionVersion;
import org.hactl.control.image.RuntimeImages;

/**
 * The folders of this hactl, as set by the launcher.
 *
 * @param dist the distribution: {@code lib/}, from which this command runs, and {@code agent/}, the
 *     jars for the hosts
 * @param home {@code .hactl/}, where hactl keeps files between runs
 */
public record Installation(Path dist, Path home, Path jdk) {
  public static Installation current() {
    Path home = Path.of(System.getProperty("hactl.home", ".hactl")).toAbsolutePath();
    return new Installation(
        Path.of(System.getProperty("hactl.dist", home.resolve("dist/current").toString())),
        home,
        Path.of(System.getProperty("java.home")));
  }

  /** The version, with the git commit from which this distribution was built. */
  String version() {
    return DistributionVersion.of(dist);
  }

  public RuntimeImages runtimeImages() {
    return new RuntimeImages(dist, home.resolve("runtime"), jdk);
  }
}
