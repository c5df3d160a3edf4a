package org.hactl.module.service;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * A service.
 *
 * @param name of the systemd unit (without {@code .service}) or of the init script
 * @param running whether it should run; null leaves it as it is
 * @param enabled whether it should start with the host; null leaves it as it is
 * @param command what to run on a host that has neither a unit nor an init script of this name:
 *     program and arguments, in the foreground; null for none
 * @param restartOn files that the service reads, with a digest of their content: it is restarted if
 *     one differs from what it was started with
 * @param reload whether it is reloaded instead of restarted in that case
 */
public record ServiceResource(
    String name,
    @Nullable Boolean running,
    @Nullable Boolean enabled,
    @Nullable List<String> command,
    @Nullable Map<String, String> restartOn,
    boolean reload)
    implements Resource {
  public static final String KIND = "service";

  /**
   * The key of the command in {@link #startsWith}; not a path, so it cannot be mistaken for a file.
   */
  static final String COMMAND = "its command";

  public ServiceResource {
    command = command == null || command.isEmpty() ? null : List.copyOf(command);
    restartOn = restartOn == null ? Map.of() : new TreeMap<>(restartOn);
  }

  @Override
  public ResourceId id() {
    return new ResourceId(KIND, name);
  }

  /** The files, never null. */
  @Override
  public Map<String, String> restartOn() {
    return restartOn == null ? Map.of() : Collections.unmodifiableMap(restartOn);
  }

  /** What a start depends on: the files, and the command if there is one. */
  Map<String, String> startsWith() {
    Map<String, String> with = new TreeMap<>(restartOn());
    if (command != null) {
      with.put(COMMAND, command.toString());
    }
    return with;
  }

  boolean shallRun() {
    return Boolean.TRUE.equals(running);
  }
}
