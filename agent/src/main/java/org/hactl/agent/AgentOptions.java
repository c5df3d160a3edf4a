package org.hactl.agent;

import java.nio.file.Path;
import java.util.List;
import org.hactl.agent.log.LogFormat;

/**
 * The options with which the agent is started.
 *
 * @param stateDir the folder for files that survive a reboot
 * @param socket the local API; its folder also has the files that must not survive a reboot
 */
public record AgentOptions(Path stateDir, Path socket, String logLevel) {
  static final AgentOptions DEFAULT =
      new AgentOptions(Path.of("/var/lib/hactl"), Path.of("/run/hactl/agent.sock"), "info");

  /**
   * @throws IllegalArgumentException for an unknown option
   */
  static AgentOptions parse(List<String> arguments) {
    AgentOptions options = DEFAULT;
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (!List.of("--state-dir", "--socket", "--log-level").contains(name)) {
        throw new IllegalArgumentException(
            "unknown option '" + name + "'; use --state-dir, --socket or --log-level");
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
      case "--state-dir" -> new AgentOptions(Path.of(value), socket, logLevel);
      case "--socket" -> new AgentOptions(stateDir, Path.of(value), logLevel);
      default -> new AgentOptions(stateDir, socket, value);
    };
  }

  /** The folder for files that must not survive a reboot, on a file system in memory. */
  Path runFolder() {
    Path parent = socket.toAbsolutePath().getParent();
    return parent == null ? Path.of("/run/hactl") : parent;
  }
}
