package org.hactl.module.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hactl.module.ModuleException;

/** Finds programs by name, as a shell does. */
final class Programs {
  private Programs() {}

  /**
   * The path of a program.
   *
   * @param program a path, or a name that is looked up in {@link ProcessRunner#PATH}
   * @throws ModuleException if there is none that can be run
   */
  static Path find(String program) throws ModuleException {
    List<String> folders =
        program.contains("/") ? List.of("") : List.of(ProcessRunner.PATH.split(":"));
    for (String each : folders) {
      Path path = Path.of(each, program);
      if (Files.isRegularFile(path) && Files.isExecutable(path)) {
        return path;
      }
    }
    throw new ModuleException(
        "there is no program "
            + program
            + (folders.size() > 1 ? " in " + ProcessRunner.PATH : "")
            + " that can be run; is it installed, and executable?");
  }
}
