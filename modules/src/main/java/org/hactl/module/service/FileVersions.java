package org.hactl.module.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hactl.module.Digests;

/**
 * Tells one version of a file from another with the same content: an edit gives it another time of
 * modification, a replacement another inode. The times are compared for equality alone, so that a
 * clock that is set does not matter.
 */
final class FileVersions {
  private final Path root;

  /**
   * @param root of the file system
   */
  FileVersions(Path root) {
    this.root = root;
  }

  /** The versions of those paths that are files. */
  Map<String, String> of(Collection<String> paths) {
    Map<String, String> versions = new TreeMap<>();
    for (String path : paths) {
      if (path.startsWith("/")) {
        try {
          versions.put(path, of(path));
        } catch (IOException e) {
          // A service that reads a missing file has read no version of it.
        }
      }
    }
    return versions;
  }

  /** Whether a file has this content, but is another version than that. */
  boolean isReplaced(String path, String version, String digest) {
    try {
      return !of(path).equals(version)
          && Digests.sha256(Files.readAllBytes(place(path))).equals(digest);
    } catch (IOException e) {
      return false;
    }
  }

  private String of(String path) throws IOException {
    Map<String, Object> now = Files.readAttributes(place(path), "unix:ino,lastModifiedTime");
    FileTime modified = (FileTime) Objects.requireNonNull(now.get("lastModifiedTime"));
    return now.get("ino") + " " + modified.toInstant();
  }

  private Path place(String path) {
    return root.resolve(path.substring(1));
  }
}
