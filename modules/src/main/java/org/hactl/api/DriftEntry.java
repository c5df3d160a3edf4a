package org.hactl.api;

/**
 * One difference that no apply has made.
 *
 * @param foundBy how it was noticed
 * @param foundAtMillis since the epoch
 * @param corrected whether it was put right; false in mode {@code report} or where it failed
 * @param stoodMillis from when it was noticed, or could first have arisen where that is not known,
 *     until it was put right
 * @param stoodAtMost whether {@code stoodMillis} is an upper bound: the last pass that saw it right
 *     is all that is known
 * @param error why it could not be corrected, empty otherwise
 */
public record DriftEntry(
    ChangeView change,
    FoundBy foundBy,
    long foundAtMillis,
    boolean corrected,
    long stoodMillis,
    boolean stoodAtMost,
    String error) {
  public enum FoundBy {
    NETLINK,
    INOTIFY,
    POLL,
    SCHEDULE,
    START
  }
}
