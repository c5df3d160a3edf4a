package org.hactl.cli.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.hactl.inventory.Vault;
import org.jspecify.annotations.Nullable;

/** Reads, replaces and overwrites files that have secrets. */
final class SecretFile {
  private static final int OWNER_BITS = 0700;
  private static final int MODE_BITS = 07777;
  private static final int CHUNK = 64 << 10;
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private SecretFile() {}

  /** What a file has: text that anyone may see, or a secret. */
  enum Content {
    ENCRYPTED,
    PLAIN
  }

  static byte[] read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a directory");
    }
    return Files.readAllBytes(file);
  }

  /**
   * Replaces a file as a whole: at every moment its name leads to the old or to the new content. A
   * link is followed. Owner, group and mode stay, but a plain file loses the bits of the group and
   * others. A plain file that gets encrypted is overwritten on the disk. A new file has mode 0600.
   */
  static void replace(Path named, byte[] content, Content kind) throws IOException {
    boolean there = Files.exists(named);
    if (there && !Files.isRegularFile(named)) {
      Files.write(named, content, StandardOpenOption.WRITE); // A device or a pipe.
      return;
    }
    Path file = there ? named.toRealPath() : named.toAbsolutePath();
    try (Unbroken _ = Unbroken.begin()) {
      Path folder = Objects.requireNonNull(file.getParent());
      Path fresh =
          Files.createTempFile(folder, "." + file.getFileName() + ".", ".hactl", OWNER_ONLY);
      try {
        write(fresh, content);
        if (there) {
          keepOwnerAndMode(file, fresh, kind);
        }
        try (FileChannel old = there && kind == Content.ENCRYPTED ? plain(file) : null) {
          Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
          sync(folder);
          if (old != null) {
            overwrite(old);
          }
        }
      } finally {
        boolean _ = Files.deleteIfExists(fresh);
      }
    }
  }

  /** Overwrites a file, then removes it. */
  static void remove(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      overwrite(channel);
    } finally {
      boolean _ = Files.deleteIfExists(file);
    }
  }

  /** Writes a file and waits until the disk has it. */
  static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        int _ = channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** The old content, to be overwritten; null if it is no secret or has a further name. */
  private static @Nullable FileChannel plain(Path file) throws IOException {
    if (!Files.isWritable(file) || number(attributes(file), "nlink") != 1) {
      return null;
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    ByteBuffer head = ByteBuffer.allocate(64);
    int length = Math.max(0, channel.read(head, 0));
    if (!Vault.sealed(Arrays.copyOf(head.array(), length))) {
      return channel;
    }
    channel.close();
    return null;
  }

  private static void overwrite(FileChannel channel) throws IOException {
    long size = channel.size();
    for (long at = 0; at < size; ) {
      at += channel.write(ByteBuffer.allocate((int) Math.min(CHUNK, size - at)), at);
    }
    channel.force(true);
  }

  private static void keepOwnerAndMode(Path file, Path fresh, Content kind) throws IOException {
    Map<String, Object> old = attributes(file);
    Map<String, Object> now = attributes(fresh);
    for (String who : new String[] {"uid", "gid"}) {
      if (number(old, who) != number(now, who)) {
        setOwner(fresh, who, old);
      }
    }
    int mode = number(old, "mode") & MODE_BITS;
    Files.setAttribute(fresh, "unix:mode", kind == Content.PLAIN ? mode & OWNER_BITS : mode);
  }

  private static void setOwner(Path fresh, String who, Map<String, Object> old) throws IOException {
    try {
      Files.setAttribute(fresh, "unix:" + who, number(old, who));
    } catch (FileSystemException e) {
      throw new IOException(
          "its owner and group (%d:%d) cannot be kept; run this as its owner or as root"
              .formatted(number(old, "uid"), number(old, "gid")),
          e);
    }
  }

  private static Map<String, Object> attributes(Path file) throws IOException {
    return Files.readAttributes(file, "unix:uid,gid,mode,nlink");
  }

  private static int number(Map<String, Object> attributes, String name) {
    return ((Number) Objects.requireNonNull(attributes.get(name))).intValue();
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
