package org.hactl.api;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hactl.module.Digests;
import org.jspecify.annotations.Nullable;

/**
 * A version of the site, and who applied it. Each apply that changes a host makes a new one and
 * gives it to all hosts that it reaches.
 *
 * @param site the name of the site
 * @param serial 1 for the first version, and one more for each later one; two applies at once to
 *     different hosts can give the same one
 * @param revision the git commit of the site file, abbreviated; empty if it is in no git repository
 * @param modified whether the git repository had changes that are in no commit
 * @param author who applied it, in the form {@code ann@desk}
 * @param atMillis when, by the control node's clock; in milliseconds since the epoch
 * @param members every host of the inventory, with the digest of the state that it has in this
 *     version; empty for a host on which the site has nothing
 * @param left hosts of earlier versions that the inventory no longer has
 * @param rollback what was undone to get this version; null for an ordinary apply
 */
public record SiteVersion(
    String site,
    long serial,
    String revision,
    boolean modified,
    String author,
    long atMillis,
    Map<String, String> members,
    List<String> left,
    @Nullable Rollback rollback) {
  /** No site has so many versions: a host that says more is broken. */
  public static final long MAX_SERIAL = 1_000_000_000_000L;

  private static final int MAX_TEXT = 1000;
  private static final int MAX_HOSTS = 10_000;

  /**
   * That a version was made by a rollback.
   *
   * @param to what was gone back to, in words: {@code serial 8 (3f2a91c04d1e)}
   * @param fromSerial the serial that was in force before
   * @param fromRevision its git commit, abbreviated; empty if there was none
   * @param fromMembers its members, as one digest: {@link SiteVersion#membersDigest}
   */
  public record Rollback(String to, long fromSerial, String fromRevision, String fromMembers) {}

  /** A version that was applied from a site file. */
  public SiteVersion(
      String site,
      long serial,
      String revision,
      boolean modified,
      String author,
      long atMillis,
      Map<String, String> members,
      List<String> left) {
    this(site, serial, revision, modified, author, atMillis, members, left, null);
  }

  /**
   * @throws IllegalArgumentException if a value is larger than any site needs; hosts send versions,
   *     and a broken host must not spoil what others say
   */
  public SiteVersion {
    if (serial < 0 || serial > MAX_SERIAL) {
      throw new IllegalArgumentException(
          "the serial of the site is %d, not 0 to %d".formatted(serial, MAX_SERIAL));
    }
    if (members.size() > MAX_HOSTS || left.size() > MAX_HOSTS) {
      throw new IllegalArgumentException(
          "a version of the site has more than %d hosts".formatted(MAX_HOSTS));
    }
    Stream.of(
            Stream.of(site, revision, author),
            rollback == null
                ? Stream.<String>of()
                : Stream.of(rollback.to(), rollback.fromRevision(), rollback.fromMembers()),
            members.keySet().stream(),
            members.values().stream(),
            left.stream())
        .flatMap(texts -> texts)
        .filter(text -> text.length() > MAX_TEXT)
        .findAny()
        .ifPresent(text -> {
          throw new IllegalArgumentException(
              "a version of the site has a text of %d characters, more than %d"
                  .formatted(text.length(), MAX_TEXT));
        });
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    left = List.copyOf(left);
  }

  /** This version with another serial, and with these hosts that left. */
  public SiteVersion with(long otherSerial, List<String> otherLeft) {
    return new SiteVersion(
        site, otherSerial, revision, modified, author, atMillis, members, otherLeft, rollback);
  }

  /** Whether the other version says the same of every host, whoever applied it. */
  public boolean isSame(@Nullable SiteVersion other) {
    return other != null
        && serial == other.serial
        && site.equals(other.site)
        && members.equals(other.members)
        && left.equals(other.left);
  }

  /** The hosts on which this version has anything, and their states, as one digest. */
  public String membersDigest() {
    Map<String, String> managed = new TreeMap<>(members);
    managed.values().removeIf(String::isEmpty);
    return Digests.sha256(managed.toString());
  }

  /** The git commit, with a plus if it was modified; empty if there is none. */
  public String commit() {
    return revision.isEmpty() ? "" : revision + (modified ? "+" : "");
  }

  /**
   * In the form {@code serial 9 (3f2a91c+, by ann@desk)}; the plus says that it was modified. After
   * a rollback: {@code serial 10 (rollback to serial 8 (3f2a91c), by ann@desk)}.
   */
  public String text() {
    String what = rollback == null ? commit() : "rollback to " + rollback.to();
    return "serial %d (%sby %s)".formatted(serial, what.isEmpty() ? "" : what + ", ", author);
  }
}
