package org.hactl.api;

import org.hactl.host.Hold;
import org.jspecify.annotations.Nullable;

/**
 * One step of an apply on a host and who applied, or a hold and who holds.
 *
 * @param atMillis when, by the host's clock; in milliseconds since the epoch
 * @param generation the number of the generation on this host
 * @param detail what was done, or why the host was rolled back, at most {@link #MAX_DETAIL}
 *     characters; empty if there is nothing to say
 * @param serial of the version of the site; 0 if the control node gave no version
 * @param revision the git commit of the site file, abbreviated; empty if there was none
 * @param modified whether the git repository had changes that are in no commit
 * @param author who applied it, in the form {@code ann@desk}; empty if the control node gave no
 *     version
 * @param rollback what the operator went back to, in the form {@code serial 8 (3f2a91c04d1e)}; null
 *     for an ordinary apply
 * @param agent the version of the agent that wrote the entry; null from an older one
 */
public record AuditEntry(
    long atMillis,
    long generation,
    Outcome outcome,
    String detail,
    long serial,
    String revision,
    boolean modified,
    String author,
    @Nullable String rollback,
    @Nullable String agent) {
  /** An entry about an ordinary apply. */
  public AuditEntry(
      long atMillis,
      long generation,
      Outcome outcome,
      String detail,
      long serial,
      String revision,
      boolean modified,
      String author) {
    this(atMillis, generation, outcome, detail, serial, revision, modified, author, null, null);
  }

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
    HANDED_OVER,
    /** An operator drained a real server, or put a host into maintenance; the detail says which. */
    HELD,
    /** An operator ended such a hold. */
    RELEASED
  }

  /** An entry about a hold. */
  public static AuditEntry of(long atMillis, long generation, Hold hold) {
    String why = hold.word().why();
    return new AuditEntry(
        atMillis,
        generation,
        hold.inForce() ? Outcome.HELD : Outcome.RELEASED,
        bounded(hold.subject() + (why.isEmpty() ? "" : ": " + why)),
        0,
        "",
        false,
        hold.word().who(),
        null,
        null);
  }

  /** An entry about a generation of this version; null if the control node gave none. */
  public static AuditEntry of(
      long atMillis,
      long generation,
      Outcome outcome,
      String detail,
      @Nullable SiteVersion version) {
    return version == null
        ? new AuditEntry(atMillis, generation, outcome, bounded(detail), 0, "", false, "")
        : new AuditEntry(
            atMillis,
            generation,
            outcome,
            bounded(detail),
            version.serial(),
            version.revision(),
            version.modified(),
            version.author(),
            version.rollback() == null ? null : version.rollback().to(),
            null);
  }

  /** This entry, as this agent writes it. */
  public AuditEntry by(String agentVersion) {
    return new AuditEntry(
        atMillis,
        generation,
        outcome,
        detail,
        serial,
        revision,
        modified,
        author,
        rollback,
        agentVersion);
  }

  private static String bounded(String detail) {
    return detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL - 3) + "..." : detail;
  }
}
