package org.hactl.agent.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which generations are in force.
 *
 * @param confirmed 0 for none
 * @param pending 0 for none
 * @param highest the highest number ever given
 */
record Pointer(long confirmed, long pending, long highest) {
  static final Pointer NONE = new Pointer(0, 0, 0);

  /**
   * The pointer that was lost, as the generations on disk tell it.
   *
   * @param before the pointer before the lost one; null if that is lost, too
   * @param whole the generations on disk that can be read, oldest first
   * @param all the generations on disk, oldest first
   */
  static Pointer recovered(@Nullable Pointer before, List<Long> whole, List<Long> all) {
    long newest = all.isEmpty() ? 0 : all.getLast();
    if (before == null) {
      // It may also have been pending: then the host has converged to it, or was about to.
      long confirmed = whole.isEmpty() ? newest : whole.getLast();
      return new Pointer(confirmed, 0, newest);
    }
    long highest = Math.max(before.highest(), newest);
    if (newest > before.highest()) {
      return new Pointer(before.confirmed(), newest, highest);
    }
    // A generation that is given up is removed from disk: one that is there was confirmed.
    return before.pending() != 0 && all.contains(before.pending())
        ? new Pointer(before.pending(), 0, highest)
        : new Pointer(before.confirmed(), 0, highest);
  }
}
