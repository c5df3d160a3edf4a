package org.hactl.module.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program of the site's own, run without a shell.
 *
 * @param argv the program and its arguments
 * @param env what is added to the small fixed environment every program gets
 * @param user whom it runs as; null for root
 * @param timeout after which it, and all that it started, is told to end, and two seconds later
 *     killed
 */
public record Script(
    List<String> argv, Map<String, String> env, @Nullable String user, Duration timeout) {
  public Script {
    argv = List.copyOf(argv);
    env = Map.copyOf(env);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a script without a program");
    }
  }

  /** As a person would type it, for messages. */
  public String text() {
    return String.join(" ", argv);
  }
}
