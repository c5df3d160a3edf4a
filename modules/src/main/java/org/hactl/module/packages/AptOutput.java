package org.hactl.module.packages;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Which of apt's and dpkg's many lines a person who waits wants to see. */
final class AptOutput {
  private static final Pattern TELLING =
      Pattern.compile("^(Unpacking|Setting up|Removing|E:|W:|dpkg: (error|warning))");

  private AptOutput() {}

  /** Passes on the lines that say how far an installation is, or what is wrong with it. */
  static Consumer<String> telling(Consumer<String> progress) {
    return line -> {
      if (TELLING.matcher(line).find()) {
        progress.accept(line);
      }
    };
  }
}
