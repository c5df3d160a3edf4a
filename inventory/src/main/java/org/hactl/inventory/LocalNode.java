package org.hactl.inventory;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.jinja.filter.ControlNode;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.SecretValue;
import org.jspecify.annotations.Nullable;

/**
 * The machine on which hactl runs.
 *
 * @param beside the file that has the template; lookups begin in its folder
 */
record LocalNode(Path beside, Vault vault, ZonedDateTime now) implements ControlNode {
  private static final long MAX_BYTES = 1 << 20;
  private static final int MAX_PATHS = 10_000;

  @Override
  public Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name));
  }

  @Override
  public Optional<String> home(String user) {
    return user.isEmpty() || user.equals(System.getProperty("user.name"))
        ? Optional.ofNullable(System.getenv("HOME"))
            .or(() -> Optional.ofNullable(System.getProperty("user.home")))
        : accounts(user);
  }

  /** The home that {@code /etc/passwd} has for a user. */
  private static Optional<String> accounts(String user) {
    try {
      return Files.readAllLines(Path.of("/etc/passwd")).stream()
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > 5 && fields[0].equals(user))
          .map(fields -> fields[5])
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Path path(String path) {
    try {
      return Path.of(path).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new JinjaException("\"" + path + "\" is no path");
    }
  }

  @Override
  public boolean is(Kind kind, String path) {
    if (path.isEmpty()) {
      return false;
    }
    Path at = path(path);
    return switch (kind) {
      case DIRECTORY -> Files.isDirectory(at);
      case FILE -> Files.isRegularFile(at);
      case LINK -> Files.isSymbolicLink(at);
      case EXISTS -> Files.exists(at);
      case LINK_EXISTS -> Files.exists(at, LinkOption.NOFOLLOW_LINKS);
      case MOUNT -> mount(at);
    };
  }

  /** A folder of another file system than its parent, or the root. */
  private static boolean mount(Path at) {
    try {
      if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(at)) {
        return false;
      }
      Path parent = at.resolve("..");
      return !device(at).equals(device(parent)) || Files.isSameFile(at, parent);
    } catch (IOException e) {
      return false;
    }
  }

  private static Object device(Path at) throws IOException {
    return Files.getAttribute(at, "unix:dev", LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public boolean same(String path, String other) {
    try {
      return Files.isSameFile(path(path), path(other));
    } catch (IOException e) {
      throw new JinjaException(
          "cannot compare \"" + path + "\" and \"" + other + "\": no such file");
    }
  }

  @Override
  public String realPath(String path) {
    Path whole = path(path);
    Path made = Path.of("/");
    for (Path part : whole) {
      if (part.toString().equals("..")) {
        Path parent = made.getParent();
        made = parent == null ? made : parent;
      } else if (!part.toString().equals(".")) {
        Path next = made.resolve(part);
        try {
          made = next.toRealPath();
        } catch (IOException e) {
          made = next;
        }
      }
    }
    return made.toString();
  }

  @Override
  public String folder() {
    return path("").toString();
  }

  @Override
  public List<String> glob(String pattern) {
    List<String> found = new ArrayList<>(List.of(pattern.startsWith("/") ? "/" : ""));
    for (String part : pattern.split("/+", -1)) {
      if (!part.isEmpty()) {
        List<String> deeper = new ArrayList<>();
        found.forEach(folder -> matches(folder, part, deeper));
        if (deeper.size() > MAX_PATHS) {
          throw new JinjaException("\"" + pattern + "\" matches more than " + MAX_PATHS + " paths");
        }
        found = deeper;
      }
    }
    found.removeIf(path -> !Files.isRegularFile(path(path)));
    return found;
  }

  /** In the order in which the folder has them, as Python's glob. */
  private static void matches(String folder, String part, List<String> into) {
    String before = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
    if (!part.matches(".*[*?\\[].*")) {
      if (Files.exists(path(before + part), LinkOption.NOFOLLOW_LINKS)) {
        into.add(before + part);
      }
      return;
    }
    String java = part.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path(folder), java)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (!name.startsWith(".") || part.startsWith(".")) {
          into.add(before + name);
        }
      }
    } catch (IOException | IllegalArgumentException | java.nio.file.DirectoryIteratorException e) {
      // A folder that cannot be read has no matches, as in Python.
    }
  }

  @Override
  public Optional<String> find(String folder, String path) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    if (path.startsWith("/") || path.startsWith("~")) {
      String home = home("").orElse("");
      Path whole = path(path.startsWith("~/") ? home + path.substring(1) : path).normalize();
      return Files.exists(whole) ? Optional.of(whole.toString()) : Optional.empty();
    }
    Path base = beside.toAbsolutePath().normalize();
    for (Path at = base.getParent(); at != null; at = next(at, base)) {
      for (Path candidate : List.of(at.resolve(folder).resolve(path), at.resolve(path))) {
        if (Files.exists(candidate)) {
          return Optional.of(candidate.normalize().toString());
        }
      }
    }
    return Optional.empty();
  }

  /** Variables of a group lie one or two folders below what Ansible calls the playbook's folder. */
  private static @Nullable Path next(Path at, Path base) {
    Path name = at.getFileName();
    Path parent = at.getParent();
    boolean variables =
        name != null
            && (name.toString().equals("group_vars")
                || name.toString().equals("host_vars")
                || parent != null
                    && parent.getFileName() != null
                    && parent.getFileName().toString().matches("(group|host)_vars"));
    return variables && at.getNameCount() > base.getNameCount() - 4 ? parent : null;
  }

  @Override
  public Object text(String path) {
    Path at = path(path);
    try {
      if (!Files.isRegularFile(at) && !path.startsWith("/proc/") && !path.startsWith("/sys/")) {
        throw new JinjaException("cannot read \"" + path + "\": it is no regular file");
      }
      if (Files.size(at) > MAX_BYTES) {
        throw new JinjaException("cannot read \"" + path + "\": it is larger than 1 MiB");
      }
      String text = Files.readString(at);
      return Vault.sealed(text) ? new SecretValue(vault.openText(text)) : text;
    } catch (MalformedInputException e) {
      throw new JinjaException("cannot read \"" + path + "\": it is no text in UTF-8");
    } catch (VaultException e) {
      throw new JinjaException("\"" + path + "\" " + e.getMessage());
    } catch (IOException e) {
      throw new JinjaException("cannot read \"" + path + "\": " + e.getClass().getSimpleName());
    }
  }
}
