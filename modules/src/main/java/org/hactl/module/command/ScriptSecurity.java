package org.hactl.module.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.hactl.module.ModuleException;

/**
 * Refuses to run as root what somebody else can change: a program, or a folder on the way to it,
 * that is not root's or that others may write.
 */
final class ScriptSecurity {
  private static final int GROUP_WRITE = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;

  private ScriptSecurity() {}

  /**
   * @throws ModuleException with the path that is at fault, and how to mend it
   */
  static void check(Path program) throws ModuleException {
    try {
      // Links are followed first: what counts is what would be run.
      Path real = program.toRealPath();
      for (Path path = real; path != null; path = path.getParent()) {
        check(real, path);
      }
    } catch (IOException e) {
      throw new ModuleException("cannot look at " + program + ": " + e.getMessage(), e);
    }
  }

  private static void check(Path program, Path path) throws IOException, ModuleException {
    Map<String, Object> facts =
        Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
    int mode = number(facts, "mode");
    // Of a sticky folder others cannot take away what is root's.
    boolean sticky = (mode & STICKY) != 0 && !path.equals(program);
    if (number(facts, "uid") != 0) {
      throw refused(program, path, "does not belong to root: chown root " + path);
    }
    if ((mode & OTHERS_WRITE) != 0 && !sticky) {
      throw refused(program, path, "can be written by everybody: chmod o-w " + path);
    }
    if ((mode & GROUP_WRITE) != 0 && number(facts, "gid") != 0 && !sticky) {
      throw refused(program, path, "can be written by its group: chmod g-w " + path);
    }
  }

  private static int number(Map<String, Object> facts, String name) {
    return facts.get(name) instanceof Integer number ? number : 0;
  }

  private static ModuleException refused(Path program, Path path, String why) {
    return new ModuleException(
        "will not run "
            + program
            + " as root: "
            + (path.equals(program) ? "it " : path + " ")
            + why
            + ", or name a user to run it as");
  }
}
