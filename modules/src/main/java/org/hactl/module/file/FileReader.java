package org.hactl.module.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the state of a path and of the folders above it. */
final class FileReader {
  private static final int TYPE = 0170000;
  private static final int PERMISSIONS = 07777;

  /** The agent's heap is small: it must not read a large log into memory. */
  private static final long MAX_BYTES = 16L << 20;

  private FileReader() {}

  static ObservedFile observe(Path path, List<String> ownFolders, Backups backups)
      throws IOException {
    List<String> missing = new ArrayList<>();
    String obstacle = null;
    for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder)) {
        break;
      }
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        obstacle = folder + " is not a folder";
        break;
      }
      missing.add(folder.toString());
    }
    Collections.reverse(missing);
    return new ObservedFile(
        missing.isEmpty() && obstacle == null ? state(path) : new PathState.Absent(),
        obstacle,
        missing,
        ownFolders.stream().filter(folder -> isEmptyFolder(Path.of(folder))).toList(),
        Files.exists(AtomicWrite.temporary(path), LinkOption.NOFOLLOW_LINKS),
        backups.has(path));
  }

  static PathState state(Path path) throws IOException {
    Map<String, Object> read;
    try {
      read = Files.readAttributes(path, "unix:mode,uid,gid,owner,group", LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return new PathState.Absent();
    }
    int mode = number(read.get("mode"));
    if ((mode & TYPE) == 0100000 && Files.size(path) > MAX_BYTES) {
      return new PathState.Other("a file of more than " + (MAX_BYTES >> 20) + " MiB");
    }
    return switch (mode & TYPE) {
      case 0100000 ->
          new PathState.Regular(
              FileContent.of(Files.readAllBytes(path)),
              new PathState.Attributes(
                  mode & PERMISSIONS,
                  number(read.get("uid")),
                  number(read.get("gid")),
                  String.valueOf(read.get("owner")),
                  String.valueOf(read.get("group"))));
      case 0120000 -> new PathState.SymbolicLink(Files.readSymbolicLink(path).toString());
      case 0040000 -> new PathState.Other("a folder");
      case 0140000 -> new PathState.Other("a socket");
      case 0010000 -> new PathState.Other("a pipe");
      default -> new PathState.Other("a device");
    };
  }

  private static int number(@Nullable Object value) {
    return value instanceof Integer number ? number : 0;
  }

  private static boolean isEmptyFolder(Path folder) {
    try (var entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }
}
