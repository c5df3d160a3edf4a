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
 * Puts a file in place as a whole: written beside it, made durable, given its owner and mode, and
 * then renamed over it.
 */
final class AtomicWrite {
  private AtomicWrite() {}

  /** Where the new content of a path is written. One name per path, so that a crash leaves one. */
  static Path temporary(Path path) {
    return path.resolveSibling("." + path.getFileName() + ".hactl-new");
  }

  /**
   * @param ownership attributes that say who owns it; what is left out is the agent's
   */
  static void write(Path path, FileContent content, int mode, Map<String, Object> ownership)
      throws IOException {
    Path temporary = temporary(path);
    Files.deleteIfExists(temporary);
    try {
      // CREATE_NEW: whoever may write in this folder cannot have us write through a link of theirs.
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

  /** Makes what was renamed, made or removed in the folder of a path durable. */
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
