package org.hactl.module.packages;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Selects the lines of apt and dpkg that show progress. */
final class AptOutput {
  private static final Pattern SHOWN =
      Pattern.compile("^(Unpacking|Setting up|Removing|E:|W:|dpkg: (error|warning))");

  private AptOutput() {}

  /** Passes on the lines that show the progress of an installation, or its errors. */
  static Consumer<String> shownLines(Consumer<String> progress) {
    return line -> {
      if (SHOWN.matcher(line).find()) {
        progress.accept(line);
      }
    };
  }
}
