package org.hactl.module.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path as it was found.
 *
 * @param obstacle why the folder above cannot be used, and what to do; null if it can
 * @param missingFolders folders above the path that do not exist, outermost first
 * @param emptyFolders folders that hactl created for this path and that are empty now
 * @param leftover whether an interrupted write left a temporary file
 * @param backup whether there is a backup of the file from before hactl
 */
record ObservedFile(
    PathState state,
    @Nullable String obstacle,
    List<String> missingFolders,
    List<String> emptyFolders,
    boolean leftover,
    boolean backup) {
  ObservedFile {
    missingFolders = List.copyOf(missingFolders);
    emptyFolders = List.copyOf(emptyFolders);
  }
}
