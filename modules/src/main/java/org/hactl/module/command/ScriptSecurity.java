package org.hactl.module.command;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.hactl.module.ModuleException;

/**
 * Refuses to run as root what somebody else can change: a program, or a folder or a link on the way
 * to it, that is not root's or that others may write.
 */
final class ScriptSecurity {
  private static final int GROUP_WRITE = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;
  private static final int FILE_TYPE = 0170000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;

  /** As many as the kernel follows. */
  private static final int MOST_LINKS = 40;

  private final Path program;
  private int links;

  private ScriptSecurity(Path program) {
    this.program = program;
  }

  /**
   * @throws ModuleException with the path that is at fault, and how to mend it
   */
  static void check(Path program) throws ModuleException {
    try {
      Path way = program.toAbsolutePath();
      new ScriptSecurity(program.toRealPath()).follow(way, way);
    } catch (IOException e) {
      throw new ModuleException("cannot look at " + program + ": " + e.getMessage(), e);
    }
  }

  /**
   * Goes the way that the kernel goes, and looks at each step: whoever may replace a link chooses
   * what is run as well.
   *
   * @param from where a relative way begins; without links
   * @return where it ends; without links
   */
  private Path follow(Path from, Path way) throws IOException, ModuleException {
    Path at = from;
    if (way.isAbsolute()) {
      at = way.getRoot();
      var _ = look(at);
    }
    for (Path step : way) {
      at = step(at, step.toString());
    }
    return at;
  }

  private Path step(Path at, String name) throws IOException, ModuleException {
    if (name.isEmpty() || name.equals(".")) {
      return at;
    }
    Path parent = at.getParent();
    if (name.equals("..")) {
      return parent == null ? at : parent;
    }
    Path next = at.resolve(name);
    if (look(next) != LINK) {
      return next;
    }
    if (++links > MOST_LINKS) {
      throw new FileSystemLoopException(next.toString());
    }
    return follow(at, Files.readSymbolicLink(next));
  }

  /** Answers what type of file it is. */
  private int look(Path path) throws IOException, ModuleException {
    Map<String, Object> facts =
        Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
    int mode = number(facts, "mode");
    int type = mode & FILE_TYPE;
    if (number(facts, "uid") != 0) {
      throw refused(
          path, "does not belong to root: chown " + (type == LINK ? "-h root " : "root ") + path);
    }
    // Of a sticky folder others cannot take away what is root's; a link has no mode of its own.
    boolean sticky = type == FOLDER && (mode & STICKY) != 0;
    if (type != LINK && !sticky) {
      if ((mode & OTHERS_WRITE) != 0) {
        throw refused(path, "can be written by everybody: chmod o-w " + path);
      }
      if ((mode & GROUP_WRITE) != 0 && number(facts, "gid") != 0) {
        throw refused(path, "can be written by its group: chmod g-w " + path);
      }
    }
    return type;
  }

  private static int number(Map<String, Object> facts, String name) {
    return facts.get(name) instanceof Integer number ? number : 0;
  }

  private ModuleException refused(Path path, String why) {
    return new ModuleException(
        "will not run "
            + program
            + " as root: "
            + (path.equals(program) ? "it " : path + " ")
            + why
            + ", or name a user to run it as");
  }
}
