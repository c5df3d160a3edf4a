package org.hactl.module.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds programs by name, as a shell does. */
public final class Programs {
  private Programs() {}

  /** Whether a program of this name can be run. */
  public static boolean isThere(String program) {
    try {
      var _ = find(program);
      return true;
    } catch (NoProgramException e) {
      return false;
    }
  }

  /**
   * The path of a program.
   *
   * @param program a path, or a name that is looked up in {@link ProcessRunner#PATH}
   * @throws NoProgramException if there is none that can be run
   */
  static Path find(String program) throws NoProgramException {
    List<String> folders =
        program.contains("/") ? List.of("") : List.of(ProcessRunner.PATH.split(":"));
    for (String each : folders) {
      Path path = Path.of(each, program);
      if (Files.isRegularFile(path) && Files.isExecutable(path)) {
        return path;
      }
    }
    throw new NoProgramException(
        "there is no program "
            + program
            + (folders.size() > 1 ? " in " + ProcessRunner.PATH : "")
            + " that can be run; is it installed, and executable?");
  }
}
