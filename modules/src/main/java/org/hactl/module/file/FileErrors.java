package org.hactl.module.file;

import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.module.ModuleException;

/** Explains a failed system call, and says what an operator can do. */
final class FileErrors {
  private FileErrors() {}

  /**
   * @param doing the failed action: {@code cannot write}
   */
  static ModuleException of(String doing, String path, LinuxException e) {
    String reason = e.kernelText().isEmpty() ? "" : ": " + e.kernelText();
    // The name of the temporary file in the same folder would not help a reader.
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    String elsewhere =
        e.object().startsWith(folder) ? "" : " (" + e.operation() + " " + e.object() + ")";
    return new ModuleException(
        doing + " " + path + ": " + e.errno().text() + elsewhere + reason + next(e.errno()), e);
  }

  private static String next(Errno errno) {
    if (errno.equals(Errno.ENOSPC) || errno.equals(Errno.EDQUOT)) {
      return "; the old content is still in place. Free space there (df -h, df -i) and apply again";
    }
    if (errno.equals(Errno.EROFS)) {
      return "; remount it writable (findmnt, dmesg say why it is not), or leave this file out of"
          + " the site";
    }
    if (errno.equals(Errno.EBUSY)) {
      return "; another file is mounted there (findmnt); unmount it, or leave this file out of the"
          + " site";
    }
    if (errno.equals(Errno.EPERM) || errno.equals(Errno.EACCES)) {
      return "; look for an immutable attribute (lsattr), a security module (dmesg) or a file"
          + " system that maps root away";
    }
    return "";
  }
}
