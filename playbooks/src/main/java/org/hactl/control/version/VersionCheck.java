package org.hactl.control.version;

import java.util.List;
import java.util.Optional;
import org.hactl.api.SiteVersion;
import org.hactl.control.version.GitRevision.Relation;

/** Whether an apply would undo a version of the site that this checkout does not have. */
public final class VersionCheck {
  private VersionCheck() {}

  /**
   * The reason against an apply.
   *
   * @param text a sentence with the hosts that hold the newer version
   * @param next what the operator can do, other than to force the apply
   */
  public record Undone(String text, String next) {}

  /**
   * The reason against an apply; empty if it undoes nothing.
   *
   * @param revision of this checkout; empty if it is in no git repository
   * @param draft the site that is applied
   * @param held the newest version that a host holds
   */
  public static Optional<Undone> undone(
      Optional<GitRevision> revision, SiteVersion draft, HeldVersion held) {
    if (SiteVersions.managed(draft).equals(SiteVersions.managed(held.version()))) {
      return Optional.empty();
    }
    if (isWhatWasRolledBack(revision, draft, held.version())) {
      return Optional.of(
          new Undone(
              "%s, and this %s is what was rolled back; an apply would bring it back"
                  .formatted(
                      held.text(),
                      revision.map(each -> "checkout (" + each.commit() + ")").orElse("site file")),
              "correct or revert it in the site's repository, and apply that"));
    }
    return revision
        .filter(_ -> !held.version().revision().isEmpty())
        .flatMap(checkout -> commits(checkout, held))
        .or(() -> uncommitted(draft, held));
  }

  /**
   * Whether the site is what a rollback undid: the same states, or a commit between the one that
   * was gone back to and the one that was undone.
   */
  private static boolean isWhatWasRolledBack(
      Optional<GitRevision> revision, SiteVersion draft, SiteVersion held) {
    SiteVersion.Rollback rollback = held.rollback();
    if (rollback == null) {
      return false;
    }
    return draft.membersDigest().equals(rollback.fromMembers())
        || revision
            .filter(checkout -> !checkout.modified() && !checkout.commit().equals(held.revision()))
            .filter(checkout -> checkout.relationOf(held.revision()) == Relation.INCLUDED)
            .filter(checkout -> checkout.isIncludedIn(rollback.fromRevision()))
            .isPresent();
  }

  private static Optional<Undone> commits(GitRevision checkout, HeldVersion held) {
    String other = held.version().revision();
    return switch (checkout.relationOf(other)) {
      case INCLUDED -> Optional.empty();
      case NOT_INCLUDED ->
          Optional.of(
              new Undone(
                  "%s, which this checkout (%s) does not include; an apply would undo: %s"
                      .formatted(
                          held.text(), checkout.commit(), subjects(checkout.missingFrom(other))),
                  "bring this checkout up to date"));
      case UNKNOWN ->
          Optional.of(
              new Undone(
                  "%s, and this checkout (%s) does not know that commit; an apply may undo it"
                      .formatted(held.text(), checkout.commit()),
                  checkout.isShallow()
                      ? "this repository is shallow: run git fetch --unshallow"
                      : "bring this checkout up to date"));
    };
  }

  private static Optional<Undone> uncommitted(SiteVersion draft, HeldVersion held) {
    String author = held.version().author();
    return held.version().modified() && !author.equals(draft.author())
        ? Optional.of(
            new Undone(
                "%s, with changes that are in no commit; an apply would undo the uncommitted changes of %s"
                    .formatted(held.text(), author),
                "let %s commit and apply them, and bring this checkout up to date"
                    .formatted(author)))
        : Optional.empty();
  }

  private static String subjects(List<String> subjects) {
    return subjects.isEmpty() ? "commits that git does not list" : String.join("; ", subjects);
  }
}
