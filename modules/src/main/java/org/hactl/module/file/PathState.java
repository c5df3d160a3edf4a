package org.hactl.module.file;

import java.util.Map;
import org.hactl.linux.file.RegularFile;
import org.hactl.linux.file.UserDatabase;

/** What is at a path. */
sealed interface PathState {
  /** Nothing. */
  record Absent() implements PathState {}

  /** A regular file; {@code owner} and {@code group} are names, or numbers where there is none. */
  record Regular(FileContent content, Attributes attributes) implements PathState {
    /** Whether content, mode, owner and group are the same. */
    boolean isLike(Regular other) {
      return content.equals(other.content)
          && attributes.mode == other.attributes.mode
          && attributes.uid == other.attributes.uid
          && attributes.gid == other.attributes.gid;
    }
  }

  /** A symbolic link, which is not followed. */
  record SymbolicLink(String target) implements PathState {}

  /**
   * Something that a file cannot replace.
   *
   * @param what in words: {@code a folder}, {@code a device}
   */
  record Other(String what) implements PathState {}

  /**
   * Mode, owner and group.
   *
   * @param mode the twelve permission bits
   * @param security access control list and SELinux context, as {@link RegularFile#security()}
   */
  record Attributes(
      int mode, int uid, int gid, String owner, String group, Map<String, byte[]> security) {
    public Attributes {
      security = Map.copyOf(security);
    }

    static Attributes of(RegularFile file) {
      int uid = file.facts().uid();
      int gid = file.facts().gid();
      return new Attributes(
          file.facts().mode(),
          uid,
          gid,
          UserDatabase.userName(uid),
          UserDatabase.groupName(gid),
          file.security());
    }

    boolean ownedBy(String wanted) {
      return wanted.equals(owner) || wanted.equals(Integer.toString(uid));
    }

    boolean inGroup(String wanted) {
      return wanted.equals(group) || wanted.equals(Integer.toString(gid));
    }
  }
}
