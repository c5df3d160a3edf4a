package org.hactl.module.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One path as it was found.
 *
 * @param obstacle what stands in the way of the folder, in words; null where nothing does
 * @param missingFolders folders above the path that do not exist, outermost first
 * @param emptyFolders folders that hactl made for this path and that hold nothing now
 * @param leftover whether an interrupted write left its temporary file
 * @param backup whether the content from before hactl is kept
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
