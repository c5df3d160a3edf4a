package org.hactl.linux.file;

import com.sun.jna.LastErrorException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.libc.LibC;

/** The extended attributes (xattr(7)) that decide which user can use a file, and how. */
final class SecurityAttributes {
  private static final String ACCESS_LIST = "system.posix_acl_access";
  private static final List<String> NAMES = List.of(ACCESS_LIST, "security.selinux");

  /** The kernel's limit of a value. */
  private static final int MAX_BYTES = 65_536;

  private static final int FIRST_BYTES = 1024;

  private SecurityAttributes() {}

  static Map<String, byte[]> read(int fd) throws LastErrorException {
    Map<String, byte[]> found = new TreeMap<>();
    for (String name : NAMES) {
      byte[] value = read(fd, CString.of(name), FIRST_BYTES);
      if (value.length > 0) {
        found.put(name, value);
      }
    }
    return found;
  }

  static boolean hasAccessList(int fd) throws LastErrorException {
    return read(fd, CString.of(ACCESS_LIST), FIRST_BYTES).length > 0;
  }

  /** The value of an attribute; empty if the file or its file system does not have it. */
  private static byte[] read(int fd, byte[] name, int length) throws LastErrorException {
    byte[] value = new byte[length];
    try {
      return Arrays.copyOf(value, (int) LibC.fgetxattr(fd, name, value, value.length));
    } catch (LastErrorException e) {
      int code = e.getErrorCode();
      if (code == Errno.ENODATA.code() || code == Errno.EOPNOTSUPP.code()) {
        return new byte[0];
      }
      if (code == Errno.ERANGE.code() && length < MAX_BYTES) {
        return read(fd, name, MAX_BYTES);
      }
      throw e;
    }
  }

  /**
   * Writes attributes, without those that the file system does not know: a backup may be on another
   * file system.
   */
  static void write(int fd, Map<String, byte[]> values) throws LastErrorException {
    for (Map.Entry<String, byte[]> each : values.entrySet()) {
      try {
        LibC.fsetxattr(fd, CString.of(each.getKey()), each.getValue(), each.getValue().length, 0);
      } catch (LastErrorException e) {
        if (e.getErrorCode() != Errno.EOPNOTSUPP.code()) {
          throw e;
        }
      }
    }
  }
}
