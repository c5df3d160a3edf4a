package org.hactl.control.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The version of hactl, for the command and the agents. */
public final class DistributionVersion {
  private static final String NUMBER = "0.1.0";

  /** Written by the launcher when it builds; missing if it was built without git. */
  private static final String COMMIT_FILE = "commit";

  private DistributionVersion() {}

  /**
   * In the form {@code 0.1.0+3f2a91c04d1e}: with the git commit from which the distribution was
   * built, and {@code .modified} after it if that had changes in no commit.
   */
  public static String of(Path dist) {
    try {
      String commit = Files.readString(dist.resolve(COMMIT_FILE)).strip();
      return commit.matches("[0-9a-f]{7,64}(\\.modified)?") ? NUMBER + "+" + commit : NUMBER;
    } catch (IOException e) {
      return NUMBER;
    }
  }
}
