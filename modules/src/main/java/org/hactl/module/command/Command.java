package org.hactl.module.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program to run, without a shell.
 *
 * @param argv the program and its arguments
 * @param env variables added to the small fixed environment that every program gets
 * @param timeout the time after which the program is asked to end; a little later it is killed
 * @param privilege what it inherits from the agent
 */
public record Command(
    List<String> argv, Map<String, String> env, Duration timeout, Privilege privilege) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  /** What a program inherits from the agent. */
  public enum Privilege {
    /**
     * Nothing: as {@link OrdinaryProcess} says. So it is for every program that may leave others.
     */
    ORDINARY,
    /** The agent's priority: a failover waits for this program, and it starts no other. */
    AGENT
  }

  public Command {
    argv = List.copyOf(argv);
    env = Map.copyOf(env);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a command without a program");
    }
  }

  public Command(List<String> argv, Map<String, String> env, Duration timeout) {
    this(argv, env, timeout, Privilege.ORDINARY);
  }

  /** A command that ends quickly. */
  public static Command of(String... argv) {
    return new Command(List.of(argv), Map.of(), DEFAULT_TIMEOUT);
  }

  public static Command of(List<String> argv) {
    return new Command(argv, Map.of(), DEFAULT_TIMEOUT);
  }

  /** The same command with the agent's priority. */
  public Command urgent() {
    return new Command(argv, env, timeout, Privilege.AGENT);
  }

  /** The command as typed in a shell, for messages. */
  public String text() {
    return String.join(" ", argv);
  }
}
