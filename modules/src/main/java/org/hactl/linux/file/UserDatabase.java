package org.hactl.linux.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.libc.LibC;
import org.jspecify.annotations.Nullable;

/** The host's users and groups, as getent(1) shows them. */
public final class UserDatabase {
  /** The offset of the number in an entry, after the pointers to name and password. */
  private static final int NUMBER = 16;

  private static final int ENTRY_BYTES = 64;
  private static final int FIRST_BUFFER_BYTES = 4096;
  private static final int LARGEST_BUFFER_BYTES = 1 << 20;

  /** A call of one of the four functions of the C library, with its key. */
  private interface Lookup {
    int run(byte[] entry, long buffer, long length, long[] result);
  }

  private record Entry(int number, String name) {}

  private UserDatabase() {}

  /** The number of the user that runs this program. */
  static int self() {
    return LibC.geteuid();
  }

  /**
   * @param name a name, or a number for a user without a name
   */
  public static OptionalInt userId(String name) {
    return number(
        name,
        (entry, buffer, length, result) ->
            LibC.getpwnam_r(CString.of(name), entry, buffer, length, result));
  }

  /**
   * @param name a name, or a number for a group without a name
   */
  public static OptionalInt groupId(String name) {
    return number(
        name,
        (entry, buffer, length, result) ->
            LibC.getgrnam_r(CString.of(name), entry, buffer, length, result));
  }

  /** The user's name; the number if the user has no name. */
  public static String userName(int uid) {
    return name(
        uid,
        (entry, buffer, length, result) -> LibC.getpwuid_r(uid, entry, buffer, length, result));
  }

  /** The group's name; the number if the group has no name. */
  public static String groupName(int gid) {
    return name(
        gid,
        (entry, buffer, length, result) -> LibC.getgrgid_r(gid, entry, buffer, length, result));
  }

  private static OptionalInt number(String name, Lookup lookup) {
    Entry found = find(lookup);
    if (found != null) {
      return OptionalInt.of(found.number());
    }
    return name.matches("[0-9]{1,10}")
        ? OptionalInt.of(Integer.parseUnsignedInt(name))
        : OptionalInt.empty();
  }

  private static String name(int number, Lookup lookup) {
    Entry found = find(lookup);
    return found == null ? Integer.toUnsignedString(number) : found.name();
  }

  private static @Nullable Entry find(Lookup lookup) {
    for (int length = FIRST_BUFFER_BYTES; length <= LARGEST_BUFFER_BYTES; length *= 4) {
      byte[] entry = new byte[ENTRY_BYTES];
      ByteBuffer buffer = ByteBuffer.allocateDirect(length);
      long[] result = new long[1];
      int error = lookup.run(entry, LibC.addressOf(buffer), length, result);
      if (error != Errno.ERANGE.code()) {
        return error != 0 || result[0] == 0 ? null : entry(entry, buffer);
      }
    }
    return null;
  }

  private static Entry entry(byte[] entry, ByteBuffer buffer) {
    ByteBuffer fields = ByteBuffer.wrap(entry).order(ByteOrder.nativeOrder());
    int start = Math.toIntExact(fields.getLong(0) - LibC.addressOf(buffer));
    int end = start;
    while (buffer.get(end) != 0) {
      end++;
    }
    byte[] name = new byte[end - start];
    buffer.get(start, name);
    return new Entry(fields.getInt(NUMBER), new String(name, StandardCharsets.UTF_8));
  }
}
