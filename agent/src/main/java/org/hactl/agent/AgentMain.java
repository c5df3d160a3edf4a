package org.hactl.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.hactl.agent.log.LogFormat;
import org.hactl.agent.store.StateError;
import org.hactl.agent.takeover.Successor;

/**
 * The agent's commands: {@code run} is the daemon, {@code takeover} is the daemon in the place of
 * the one that runs, {@code helper} does for it what needs all rights, {@code bridge} joins
 * standard input and output to it, {@code ask REQUEST} sends it one line and prints the replies,
 * {@code version} prints the agent's version, {@code check-state} tells whether this agent can read
 * the host's state, {@code rehearse} starts and stops without touching the host, for the start-up
 * cache.
 */
public final class AgentMain {
  private static final int USAGE = 64;
  private static final int FAILED = 1;
  private static final int STATE_TOO_NEW = 65;

  private AgentMain() {}

  /**
   * Runs one command; ends the process with 1 if it failed and 64 if the command does not exist.
   */
  public static void main(String[] args) {
    int status = run(Arrays.asList(args));
    if (status != 0) {
      System.exit(status);
    }
  }

  private static int run(List<String> args) {
    String command = args.isEmpty() ? "" : args.getFirst();
    try {
      switch (command) {
        case "run" -> {
          AgentOptions options = AgentOptions.parse(args.subList(1, args.size()));
          logging(options.logLevel(), () -> AgentProcess.run(options));
        }
        case "takeover" -> {
          AgentOptions options = AgentOptions.parse(args.subList(1, args.size()));
          logging(options.logLevel(), () -> takeOver(options));
        }
        case "helper" -> {
          AgentOptions options = AgentOptions.parse(args.subList(1, args.size()));
          logging(options.logLevel(), () -> HelperProcess.run(options));
        }
        case "bridge" ->
            Bridge.run(
                AgentOptions.parse(args.subList(1, args.size())).socket(), System.in, System.out);
        case "ask" -> ask(args.subList(1, args.size()));
        case "check-state" -> {
          return checkState(AgentOptions.parse(args.subList(1, args.size())));
        }
        case "rehearse" -> logging("info", Rehearsal::run);
        case "version" -> System.out.println(Build.current().version());
        default -> {
          System.err.println(
              "usage: hactl-agent run|takeover|helper|bridge|version|check-state|rehearse|ask JSON"
                  + " [--state-dir DIR] [--socket PATH] [--log-level error|warn|info|debug]"
                  + " [--helper PATH]");
          return USAGE;
        }
      }
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println("hactl-agent: " + e.getMessage());
      return USAGE;
    } catch (IOException e) {
      System.err.println("hactl-agent " + command + ": " + e.getMessage());
      return FAILED;
    }
  }

  private static void takeOver(AgentOptions options) throws IOException {
    try {
      AgentProcess.takeOver(options);
    } catch (Successor.RefusedException e) {
      TakeoverResult.REFUSED.write(options.runFolder(), String.valueOf(e.getMessage()));
      throw e;
    } catch (Successor.AbsentException e) {
      TakeoverResult.ABSENT.write(options.runFolder(), String.valueOf(e.getMessage()));
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      TakeoverResult.FAILED.write(options.runFolder(), String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private static int checkState(AgentOptions options) throws IOException {
    List<StateError> newer = StateCheck.newer(options.stateDir());
    newer.forEach(error -> System.out.println(error.text()));
    return newer.isEmpty() ? 0 : STATE_TOO_NEW;
  }

  /** An action of an agent that writes a log. */
  @FunctionalInterface
  private interface Task {
    void run() throws IOException;
  }

  private static void logging(String level, Task task) throws IOException {
    LogFormat.install(level);
    try {
      task.run();
    } finally {
      LogFormat.flush();
    }
  }

  private static void ask(List<String> args) throws IOException {
    if (args.isEmpty()) {
      throw new IllegalArgumentException("ask needs a request, like {\"type\":\"status\"}");
    }
    byte[] line = (args.getFirst() + "\n").getBytes(StandardCharsets.UTF_8);
    AgentOptions options = AgentOptions.parse(args.subList(1, args.size()));
    Bridge.run(options.socket(), new ByteArrayInputStream(line), System.out);
  }
}
