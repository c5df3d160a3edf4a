package org.hactl.module.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hactl.module.ModuleException;
import org.hactl.module.command.Command;
import org.hactl.module.command.CommandResult;
import org.hactl.module.command.CommandRunner;

/** The links with which a host starts init scripts when it boots. */
final class RunLevels {
  private static final List<String> FOLDERS = List.of("etc", "etc/rc.d");
  private static final List<String> PROGRAMS = List.of("usr/sbin", "sbin", "usr/bin", "bin");

  private final CommandRunner runner;
  private final Path root;

  RunLevels(CommandRunner runner, Path root) {
    this.runner = runner;
    this.root = root;
  }

  /** Whether any of the run levels 2 to 5 starts an init script. */
  ServiceState.Enabled enabled(String name) {
    if (tool() == Tool.NONE) {
      return ServiceState.Enabled.FIXED;
    }
    for (String folder : FOLDERS) {
      for (int level = 2; level <= 5; level++) {
        Path links = root.resolve(folder).resolve("rc" + level + ".d");
        try (var found = Files.newDirectoryStream(links, "S[0-9][0-9]" + name)) {
          if (found.iterator().hasNext()) {
            return ServiceState.Enabled.YES;
          }
        } catch (IOException _) {
          // A missing folder is no error: not every system has all run levels in both places.
        }
      }
    }
    return ServiceState.Enabled.NO;
  }

  void enable(String name, boolean enabled) throws ModuleException {
    switch (tool()) {
      case UPDATE_RC_D -> {
        if (enabled) {
          // "defaults" creates the links if the package has not; "enable" only turns stop links
          // into start links.
          run(List.of("update-rc.d", name, "defaults"));
        }
        run(List.of("update-rc.d", name, enabled ? "enable" : "disable"));
      }
      case CHKCONFIG -> run(List.of("chkconfig", name, enabled ? "on" : "off"));
      case NONE ->
          throw new ModuleException(
              "cannot say whether "
                  + name
                  + " starts with the host: there is neither update-rc.d nor chkconfig");
    }
  }

  private void run(List<String> argv) throws ModuleException {
    CommandResult result =
        runner.run(new Command(argv, Map.of(), Duration.ofMinutes(1)), line -> {});
    if (!result.ok()) {
      throw new ModuleException(
          "cannot change what starts with the host: "
              + String.join(" ", argv)
              + ": "
              + result.tail(3));
    }
  }

  private enum Tool {
    UPDATE_RC_D,
    CHKCONFIG,
    NONE
  }

  private Tool tool() {
    return has("update-rc.d") ? Tool.UPDATE_RC_D : has("chkconfig") ? Tool.CHKCONFIG : Tool.NONE;
  }

  private boolean has(String program) {
    return PROGRAMS.stream()
        .anyMatch(folder -> Files.isExecutable(root.resolve(folder).resolve(program)));
  }
}
