package org.hactl.linux.file;

/** Flags of open(2) and the *at calls. Two of them have other numbers on ARM. */
final class OpenFlags {
  private static final boolean ARM = System.getProperty("os.arch", "").matches("aarch64|arm.*");

  static final int READ = 0;
  static final int WRITE = 01;
  static final int CREATE = 0100;
  static final int EXCLUSIVE = 0200;
  static final int NONBLOCK = 04000;
  static final int CLOEXEC = 02000000;
  static final int DIRECTORY = ARM ? 040000 : 0200000;
  static final int NOFOLLOW = ARM ? 0100000 : 0400000;

  /** Only a place in the tree, without opening what is there. */
  static final int PATH = 010000000;

  static final int AT_SYMLINK_NOFOLLOW = 0x100;
  static final int AT_REMOVEDIR = 0x200;
  static final int AT_NO_AUTOMOUNT = 0x800;
  static final int AT_EMPTY_PATH = 0x1000;

  private OpenFlags() {}
}
