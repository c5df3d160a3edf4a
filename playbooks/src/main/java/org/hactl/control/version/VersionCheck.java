package org.hactl.control.version;

import java.util.List;
import java.util.Optional;
import org.hactl.api.SiteVersion;

/** Whether an apply would undo a version of the site that this checkout does not have. */
public final class VersionCheck {
  private VersionCheck() {}

  /**
   * The reason against an apply, as a sentence.
   *
   * @param revision of this checkout; empty if it is in no git repository
   * @param newest the newest version that a host holds
   */
  public static Optional<String> undone(Optional<GitRevision> revision, SiteVersion newest) {
    if (revision.isEmpty() || newest.revision().isEmpty()) {
      return Optional.empty();
    }
    return switch (revision.get().relationOf(newest.revision())) {
      case INCLUDED -> Optional.empty();
      case NOT_INCLUDED ->
          Optional.of(
              "the hosts hold %s, which this checkout (%s) does not include; an apply would undo: %s"
                  .formatted(
                      newest.text(),
                      revision.get().commit(),
                      subjects(revision.get().missingFrom(newest.revision()))));
      case UNKNOWN ->
          Optional.of(
              "the hosts hold %s, and this checkout (%s) does not know that commit; an apply may undo it"
                  .formatted(newest.text(), revision.get().commit()));
    };
  }

  private static String subjects(List<String> subjects) {
    return subjects.isEmpty() ? "commits that git does not list" : String.join("; ", subjects);
  }
}
