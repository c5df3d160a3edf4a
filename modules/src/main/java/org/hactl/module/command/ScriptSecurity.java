package org.hactl.module.command;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hactl.module.ModuleException;

/**
 * Refuses to run a program as root if another user can change it: if it, or a folder or a link on
 * the path to it, does not belong to root or can be written by others.
 */
final class ScriptSecurity {
  private static final Pattern INTERPRETER =
      Pattern.compile(
          "(ba|da|a|k|z|c|tc|fi)?sh|busybox|env|(python|perl|ruby|lua|node|php|awk|gawk|mawk)[0-9.]*"
              + "|sed|tclsh[0-9.]*|expect|make|java");

  private static final int GROUP_WRITE = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;
  private static final int FILE_TYPE = 0170000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;

  /** As many links as the kernel follows. */
  private static final int MAX_LINKS = 40;

  private final Path program;
  private int links;

  private ScriptSecurity(Path program) {
    this.program = program;
  }

  /**
   * Looks at a program and at its arguments that are code: files that can be executed, and the
   * files that an interpreter gets. A file of data may belong to any user.
   *
   * @throws ModuleException with the path that is insecure, and how to correct it
   */
  static void check(Path program, List<String> arguments) throws ModuleException {
    check(program);
    for (String argument : arguments) {
      Optional<Path> file =
          file(argument)
              .or(() -> file(argument.substring(argument.indexOf('=') + 1)))
              .filter(path -> isInterpreter(program) || Files.isExecutable(path));
      if (file.isPresent()) {
        check(file.get());
      }
    }
  }

  private static boolean isInterpreter(Path program) {
    Path name = program.getFileName();
    return name != null && INTERPRETER.matcher(name.toString()).matches();
  }

  private static Optional<Path> file(String argument) {
    try {
      return Optional.of(Path.of(argument)).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * @throws ModuleException with the path that is insecure, and how to correct it
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
   * Follows the path as the kernel does and checks every step: a user who can replace a link
   * chooses the program, too.
   *
   * @param from where a relative path starts; without links
   * @return where the path ends; without links
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
    if (++links > MAX_LINKS) {
      throw new FileSystemLoopException(next.toString());
    }
    return follow(at, Files.readSymbolicLink(next));
  }

  /** Checks a path, and returns its file type. */
  private int look(Path path) throws IOException, ModuleException {
    Map<String, Object> facts =
        Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
    int mode = number(facts, "mode");
    int type = mode & FILE_TYPE;
    if (number(facts, "uid") != 0) {
      throw refused(
          path, "does not belong to root: chown " + (type == LINK ? "-h root " : "root ") + path);
    }
    // In a sticky folder others cannot remove root's files; the mode of a link does not count.
    boolean sticky = type == FOLDER && (mode & STICKY) != 0;
    if (type != LINK && !sticky) {
      if ((mode & OTHERS_WRITE) != 0) {
        throw refused(path, "can be written by every user: chmod o-w " + path);
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
