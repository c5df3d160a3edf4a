package org.hactl.linux.file;

/**
 * The facts that stat(2) tells about a file.
 *
 * @param mode the twelve permission bits
 * @param size the size in bytes
 */
public record FileFacts(FileType type, int mode, int uid, int gid, long size) {
  private static final int PERMISSIONS = 07777;
  private static final int GROUP_AND_OTHERS_WRITE = 0022;
  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;

  static FileFacts ofMode(int mode, int uid, int gid, long size) {
    return new FileFacts(FileType.of(mode), mode & PERMISSIONS, uid, gid, size);
  }

  /**
   * Whether only the file's owner (and root) may write to it. An access control list that lets
   * other users write shows in the bits of the group.
   */
  boolean onlyOwnerWrites() {
    return (mode & GROUP_AND_OTHERS_WRITE) == 0;
  }

  /** Whether the owner writes to the file and the group of root, but no other user. */
  boolean onlyOwnerAndRootsGroupWrite() {
    return gid == 0 && (mode & OTHERS_WRITE) == 0;
  }

  /** Whether only the owner of a file in this folder (and root) may remove or replace that file. */
  boolean isSticky() {
    return (mode & STICKY) != 0;
  }

  /** The mode as four octal digits. */
  String modeText() {
    return "%04o".formatted(mode);
  }
}
