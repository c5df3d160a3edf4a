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
   * Rebuilds a lost pointer from the generations on disk.
   *
   * @param before the pointer before the lost one; null if both are lost
   * @param whole the generations on disk that can be read, oldest first
   * @param all the generations on disk, oldest first
   */
  static Pointer recovered(@Nullable Pointer before, List<Long> whole, List<Long> all) {
    long newest = all.isEmpty() ? 0 : all.getLast();
    if (before == null) {
      // The newest readable generation may have been pending. Even then the host had converged to
      // it, or was about to.
      long confirmed = whole.isEmpty() ? newest : whole.getLast();
      return new Pointer(confirmed, 0, newest);
    }
    long highest = Math.max(before.highest(), newest);
    if (newest > before.highest()) {
      return new Pointer(before.confirmed(), newest, highest);
    }
    // The agent removes a generation that it gives up from disk. If the pending one is still there,
    // it was confirmed.
    return before.pending() != 0 && all.contains(before.pending())
        ? new Pointer(before.pending(), 0, highest)
        : new Pointer(before.confirmed(), 0, highest);
  }
}
