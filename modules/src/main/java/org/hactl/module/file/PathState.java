package org.hactl.module.file;

/** What is at a path. */
sealed interface PathState {
  /** Nothing. */
  record Absent() implements PathState {}

  /** A regular file; {@code owner} and {@code group} are names, or numbers where there is none. */
  record Regular(FileContent content, Attributes attributes) implements PathState {}

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
   */
  record Attributes(int mode, int uid, int gid, String owner, String group) {
    String modeText() {
      return "%04o".formatted(mode);
    }

    boolean ownedBy(String wanted) {
      return wanted.equals(owner) || wanted.equals(Integer.toString(uid));
    }

    boolean inGroup(String wanted) {
      return wanted.equals(group) || wanted.equals(Integer.toString(gid));
    }
  }
}
