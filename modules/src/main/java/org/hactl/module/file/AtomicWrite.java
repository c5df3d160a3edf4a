package org.hactl.module.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * Replaces a file as a whole: the new one is written beside it, synced to disk, given its owner and
 * mode, and then renamed over it.
 */
final class AtomicWrite {
  private AtomicWrite() {}

  /**
   * The temporary file of a path. There is one name per path, so that crashes leave at most one
   * file.
   */
  static Path temporary(Path path) {
    return path.resolveSibling("." + path.getFileName() + ".hactl-new");
  }

  /**
   * @param ownership owner and group as attributes; the agent's where left out
   */
  static void write(Path path, FileContent content, int mode, Map<String, Object> ownership)
      throws IOException {
    Path temporary = temporary(path);
    Files.deleteIfExists(temporary);
    try {
      // CREATE_NEW: a user who can write to this folder could otherwise plant a link here.
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        ByteBuffer bytes = ByteBuffer.wrap(content.bytes());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        // The owner first: chown(2) clears the set-user-ID bit.
        for (Map.Entry<String, Object> attribute : ownership.entrySet()) {
          Files.setAttribute(
              temporary, attribute.getKey(), attribute.getValue(), LinkOption.NOFOLLOW_LINKS);
        }
        Files.setAttribute(temporary, "unix:mode", mode);
        channel.force(true);
      }
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      removeQuietly(temporary, e);
      throw e;
    }
    syncFolder(path);
  }

  /** Syncs the folder of a path, so that renames, new files and removals in it are durable. */
  static void syncFolder(Path path) throws IOException {
    Path folder = path.getParent();
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void removeQuietly(Path file, IOException because) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
