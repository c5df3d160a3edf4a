package org.hactl.agent;

import java.nio.file.Path;
import java.util.List;
import org.hactl.agent.log.LogFormat;
import org.jspecify.annotations.Nullable;

/**
 * The options with which the agent is started.
 *
 * @param stateDir the folder for files that survive a reboot
 * @param socket the local API; its folder also has the files that must not survive a reboot
 * @param helper the socket of the helper; null if this process does the helper's work itself
 */
public record AgentOptions(Path stateDir, Path socket, String logLevel, @Nullable Path helper) {
  static final AgentOptions DEFAULT =
      new AgentOptions(Path.of("/var/lib/hactl"), Path.of("/run/hactl/agent.sock"), "info");

  private static final List<String> NAMES =
      List.of("--state-dir", "--socket", "--log-level", "--helper");

  /** An agent without a helper. */
  public AgentOptions(Path stateDir, Path socket, String logLevel) {
    this(stateDir, socket, logLevel, null);
  }

  /**
   * @throws IllegalArgumentException for an unknown option
   */
  static AgentOptions parse(List<String> arguments) {
    AgentOptions options = DEFAULT;
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "unknown option '" + name + "'; use --state-dir, --socket, --log-level or --helper");
      }
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      options = options.with(name, arguments.get(i + 1));
    }
    LogFormat.level(options.logLevel());
    return options;
  }

  private AgentOptions with(String name, String value) {
    return switch (name) {
      case "--state-dir" -> new AgentOptions(Path.of(value), socket, logLevel, helper);
      case "--socket" -> new AgentOptions(stateDir, Path.of(value), logLevel, helper);
      case "--helper" -> new AgentOptions(stateDir, socket, logLevel, Path.of(value));
      default -> new AgentOptions(stateDir, socket, value, helper);
    };
  }

  /** The folder for files that must not survive a reboot, on a file system in memory. */
  Path runFolder() {
    Path parent = socket.toAbsolutePath().getParent();
    return parent == null ? Path.of("/run/hactl") : parent;
  }
}
