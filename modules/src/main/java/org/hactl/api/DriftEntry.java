package org.hactl.api;

/**
 * One drift: a difference that another program made.
 *
 * @param foundBy how it was found
 * @param foundAtMillis since the epoch
 * @param corrected whether it was corrected; false in mode {@code report} or if that failed
 * @param stoodMillis how long it lasted until it was corrected, counted from the event that
 *     reported it or, without an event, from the earliest moment at which it can have begun
 * @param stoodAtMost whether {@code stoodMillis} is an upper bound, counted from the last pass that
 *     found no difference
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
