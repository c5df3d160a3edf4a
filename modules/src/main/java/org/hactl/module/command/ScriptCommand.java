package org.hactl.module.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program that the site names, run without a shell.
 *
 * @param argv the program and its arguments
 * @param env added to the small fixed environment that every program gets
 * @param user runs as this user; null for root
 * @param timeout after which it and all processes that it started get SIGTERM, and two seconds
 *     later SIGKILL
 */
public record ScriptCommand(
    List<String> argv, Map<String, String> env, @Nullable String user, Duration timeout) {
  public ScriptCommand {
    argv = List.copyOf(argv);
    env = Map.copyOf(env);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a script without a program");
    }
  }

  /** As typed in a shell, for messages. */
  public String text() {
    return String.join(" ", argv);
  }
}
