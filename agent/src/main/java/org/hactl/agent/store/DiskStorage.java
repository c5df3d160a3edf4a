package org.hactl.agent.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Storage in a folder of the real file system, mode 0700, its files 0600. */
public final class DiskStorage implements Storage {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private final Path root;

  /** Creates the folder if it is missing, and gives access to its owner only. */
  public DiskStorage(Path root) throws IOException {
    this.root = root;
    createFolder(root);
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(path(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    put(
        name,
        content,
        true,
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING));
  }

  @Override
  public void append(String name, byte[] content, boolean sync) throws IOException {
    put(name, content, sync, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
    syncFolder(folderOf(to));
  }

  @Override
  public void delete(String name) throws IOException {
    if (Files.deleteIfExists(path(name))) {
      syncFolder(folderOf(name));
    }
  }

  @Override
  public List<String> list(String folder) throws IOException {
    Path path = folder.isEmpty() ? root : path(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private void put(String name, byte[] content, boolean sync, Set<? extends OpenOption> options)
      throws IOException {
    Path path = path(name);
    boolean isNew = !Files.exists(path);
    if (isNew) {
      createFolder(folderOf(name));
    }
    try (FileChannel channel =
        FileChannel.open(path, options, PosixFilePermissions.asFileAttribute(FILE))) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (sync) {
        channel.force(false);
      }
    }
    if (isNew && sync) {
      syncFolder(folderOf(name));
    }
  }

  private static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    }
    // The agent can also start from a disk that has become read-only.
    if (!Files.getPosixFilePermissions(folder).equals(FOLDER)) {
      Files.setPosixFilePermissions(folder, FOLDER);
    }
  }

  /** Writes a folder to the disk: a new name is on the disk only when its folder is. */
  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path path(String name) {
    Path path = root.resolve(name).normalize();
    if (!path.startsWith(root)) {
      throw new IllegalArgumentException(name + " leads out of " + root);
    }
    return path;
  }

  private Path folderOf(String name) {
    return Objects.requireNonNullElse(path(name).getParent(), root);
  }
}
