package org.hactl.module.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hactl.linux.file.FileFacts;
import org.hactl.linux.file.FolderWalk;
import org.hactl.linux.file.Trust;
import org.hactl.linux.file.Way;
import org.hactl.linux.kernel.LinuxException;

/** Reads the state of a path and of the folders above it. */
final class FileReader {
  /** The agent's heap is small: the agent must not read a large log into memory. */
  private static final int MAX_BYTES = 16 << 20;

  private final FolderWalk walk;
  private final Path forbidden;
  private final Backups backups;

  /**
   * @param forbidden hactl's own state folder
   */
  FileReader(FolderWalk walk, Path forbidden, Backups backups) {
    this.walk = walk;
    this.forbidden = forbidden;
    this.backups = backups;
  }

  /**
   * @param ownFolders folders that hactl created for this file
   */
  ObservedFile observe(Path path, Trust trust, List<String> ownFolders) {
    List<String> empty = ownFolders.stream().filter(this::isEmptyFolder).toList();
    boolean backup = backups.has(path);
    try (Way way = walk.to(path, trust)) {
      return switch (way) {
        case Way.Open open when isForbidden(open.path()) -> refused(open.path(), empty, backup);
        case Way.Missing missing when isForbidden(missing.path()) ->
            refused(missing.path(), empty, backup);
        case Way.Open open -> {
          boolean leftover = !AtomicWrite.leftovers(open.folder(), open.name()).isEmpty();
          yield new ObservedFile(state(open), null, List.of(), empty, leftover, backup);
        }
        case Way.Missing missing ->
            new ObservedFile(
                new PathState.Absent(),
                null,
                missing.folders().stream().map(Path::toString).toList(),
                empty,
                false,
                backup);
        case Way.Refused(String why) ->
            new ObservedFile(new PathState.Absent(), why, List.of(), empty, false, backup);
      };
    }
  }

  private static ObservedFile refused(Path path, List<String> empty, boolean backup) {
    return new ObservedFile(
        new PathState.Absent(),
        path + " is in hactl's own state folder; name another path",
        List.of(),
        empty,
        false,
        backup);
  }

  /** Whether a path without links is in hactl's own state folder. */
  private boolean isForbidden(Path path) {
    if (path.startsWith(forbidden)) {
      return true;
    }
    try (Way own = walk.to(forbidden, Trust.ROOT)) {
      return own instanceof Way.Open open && path.startsWith(open.path());
    }
  }

  static PathState state(Way.Open way) {
    Optional<FileFacts> found = way.folder().look(way.name());
    if (found.isEmpty()) {
      return new PathState.Absent();
    }
    return switch (found.get().type()) {
      case REGULAR -> regular(way, found.get());
      case LINK -> new PathState.SymbolicLink(way.folder().readLink(way.name()));
      case FOLDER -> new PathState.Other("a folder");
      case SOCKET -> new PathState.Other("a socket");
      case PIPE -> new PathState.Other("a pipe");
      case DEVICE -> new PathState.Other("a device");
    };
  }

  private static PathState regular(Way.Open way, FileFacts facts) {
    if (facts.size() > MAX_BYTES) {
      return new PathState.Other("a file of more than " + (MAX_BYTES >> 20) + " MiB");
    }
    var file = way.folder().read(way.name(), MAX_BYTES);
    return new PathState.Regular(FileContent.of(file.content()), PathState.Attributes.of(file));
  }

  private boolean isEmptyFolder(String folder) {
    try (Way way = walk.to(Path.of(folder, "entry"), Trust.ANY_FOLDER)) {
      return way instanceof Way.Open open && open.folder().names().isEmpty();
    } catch (LinuxException e) {
      return false;
    }
  }
}
