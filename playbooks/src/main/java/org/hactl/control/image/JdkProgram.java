package org.hactl.control.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a program of the JDK. */
final class JdkProgram {
  private JdkProgram() {}

  /**
   * @throws ImageException with the program's output, if the program fails
   */
  static void run(String... command) throws ImageException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new ImageException(
            "%s ended with %d: %s".formatted(command[0], exit, brief(said.strip())),
            "the agent's runtime image needs a complete JDK 25; set HACTL_JAVA_HOME to one");
      }
    } catch (IOException e) {
      throw new ImageException(
          "%s cannot be run: %s".formatted(List.of(command).getFirst(), e.getMessage()),
          "the agent's runtime image needs a complete JDK 25; set HACTL_JAVA_HOME to one");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException("interrupted while running " + command[0], "run it again");
    }
  }

  private static String brief(String said) {
    return said.length() <= 1000 ? said : said.substring(0, 1000) + " ...";
  }
}
