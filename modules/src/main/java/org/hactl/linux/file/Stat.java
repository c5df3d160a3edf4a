package org.hactl.linux.file;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.hactl.linux.libc.LibC;

/** statx(2). Every C library since glibc 2.28 has this function; some of them have no fstat. */
final class Stat {
  private static final int BASIC = 0x7ff;
  private static final int LENGTH = 256;
  private static final int UID = 20;
  private static final int GID = 24;
  private static final int MODE = 28;
  private static final int SIZE = 40;

  private Stat() {}

  /** The facts of a file in a folder; for a symbolic link, of the link itself. */
  static FileFacts of(int folder, byte[] name) throws LastErrorException {
    return read(folder, name, OpenFlags.AT_SYMLINK_NOFOLLOW | OpenFlags.AT_NO_AUTOMOUNT);
  }

  static FileFacts of(int fd) throws LastErrorException {
    return read(fd, new byte[1], OpenFlags.AT_EMPTY_PATH);
  }

  private static FileFacts read(int fd, byte[] name, int flags) throws LastErrorException {
    byte[] read = new byte[LENGTH];
    LibC.statx(fd, name, flags, BASIC, read);
    ByteBuffer facts = ByteBuffer.wrap(read).order(ByteOrder.nativeOrder());
    return FileFacts.ofMode(
        Short.toUnsignedInt(facts.getShort(MODE)),
        facts.getInt(UID),
        facts.getInt(GID),
        facts.getLong(SIZE));
  }
}
