package org.hactl.api;

import org.jspecify.annotations.Nullable;

/**
 * One step of an apply on a host, and who applied.
 *
 * @param atMillis when, by the host's clock; in milliseconds since the epoch
 * @param generation the number of the generation on this host
 * @param detail why the host was rolled back, at most {@link #MAX_DETAIL} characters; empty for
 *     other outcomes
 * @param serial of the version of the site; 0 if the control node gave no version
 * @param revision the git commit of the site file, abbreviated; empty if there was none
 * @param modified whether the git repository had changes that are in no commit
 * @param author who applied it, in the form {@code ann@desk}; empty if the control node gave no
 *     version
 */
public record AuditEntry(
    long atMillis,
    long generation,
    Outcome outcome,
    String detail,
    long serial,
    String revision,
    boolean modified,
    String author) {
  public static final int MAX_DETAIL = 500;

  /** What came of an apply, as far as it has got. */
  public enum Outcome {
    BEGUN,
    CONVERGED,
    CONFIRMED,
    ROLLED_BACK,
    /** The state was in force already, and belongs to another version of the site from then on. */
    SAME_STATE,
    /** An operator handed a virtual router over to another director; the detail says which. */
    HANDED_OVER
  }

  /** An entry about a generation of this version; null if the control node gave none. */
  public static AuditEntry of(
      long atMillis,
      long generation,
      Outcome outcome,
      String detail,
      @Nullable SiteVersion version) {
    String bounded =
        detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL - 3) + "..." : detail;
    return version == null
        ? new AuditEntry(atMillis, generation, outcome, bounded, 0, "", false, "")
        : new AuditEntry(
            atMillis,
            generation,
            outcome,
            bounded,
            version.serial(),
            version.revision(),
            version.modified(),
            version.author());
  }
}
