package org.hactl.linux.file;

/** The type of a file. */
public enum FileType {
  REGULAR,
  FOLDER,
  LINK,
  PIPE,
  SOCKET,
  DEVICE;

  private static final int S_IFMT = 0170000;

  static FileType of(int mode) {
    return switch (mode & S_IFMT) {
      case 0100000 -> REGULAR;
      case 0040000 -> FOLDER;
      case 0120000 -> LINK;
      case 0010000 -> PIPE;
      case 0140000 -> SOCKET;
      default -> DEVICE;
    };
  }
}
