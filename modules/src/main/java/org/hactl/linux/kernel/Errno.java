package org.hactl.linux.kernel;

import java.util.HashMap;
import java.util.Map;

/**
 * An error number of the kernel, with its name and the words of strerror(3).
 *
 * @param code the number, positive; 0 if the kernel gave no number
 */
public record Errno(int code, String name, String text) {
  private static final Map<Integer, Errno> KNOWN = new HashMap<>();

  public static final Errno NONE = new Errno(0, "none", "no error number");
  public static final Errno EPERM = known(1, "EPERM", "Operation not permitted");
  public static final Errno ENOENT = known(2, "ENOENT", "No such file or directory");
  public static final Errno ESRCH = known(3, "ESRCH", "No such process");
  public static final Errno EINTR = known(4, "EINTR", "Interrupted system call");
  public static final Errno EIO = known(5, "EIO", "Input/output error");
  public static final Errno ENXIO = known(6, "ENXIO", "No such device or address");
  public static final Errno EBADF = known(9, "EBADF", "Bad file descriptor");
  public static final Errno EAGAIN = known(11, "EAGAIN", "Resource temporarily unavailable");
  public static final Errno ENOMEM = known(12, "ENOMEM", "Cannot allocate memory");
  public static final Errno EACCES = known(13, "EACCES", "Permission denied");
  public static final Errno EBUSY = known(16, "EBUSY", "Device or resource busy");
  public static final Errno EEXIST = known(17, "EEXIST", "File exists");
  public static final Errno ENODEV = known(19, "ENODEV", "No such device");
  public static final Errno ENOTDIR = known(20, "ENOTDIR", "Not a directory");
  public static final Errno EISDIR = known(21, "EISDIR", "Is a directory");
  public static final Errno EINVAL = known(22, "EINVAL", "Invalid argument");
  public static final Errno ENFILE = known(23, "ENFILE", "Too many open files in system");
  public static final Errno EMFILE = known(24, "EMFILE", "Too many open files");
  public static final Errno EFBIG = known(27, "EFBIG", "File too large");
  public static final Errno ENOSPC = known(28, "ENOSPC", "No space left on device");
  public static final Errno EROFS = known(30, "EROFS", "Read-only file system");
  public static final Errno EPIPE = known(32, "EPIPE", "Broken pipe");
  public static final Errno ERANGE = known(34, "ERANGE", "Numerical result out of range");
  public static final Errno ENOSYS = known(38, "ENOSYS", "Function not implemented");
  public static final Errno ENOTEMPTY = known(39, "ENOTEMPTY", "Directory not empty");
  public static final Errno ELOOP = known(40, "ELOOP", "Too many levels of symbolic links");
  public static final Errno ENODATA = known(61, "ENODATA", "No data available");
  public static final Errno EMSGSIZE = known(90, "EMSGSIZE", "Message too long");
  public static final Errno ENOPROTOOPT = known(92, "ENOPROTOOPT", "Protocol not available");
  public static final Errno EPROTONOSUPPORT =
      known(93, "EPROTONOSUPPORT", "Protocol not supported");
  public static final Errno EOPNOTSUPP = known(95, "EOPNOTSUPP", "Operation not supported");
  public static final Errno EAFNOSUPPORT =
      known(97, "EAFNOSUPPORT", "Address family not supported by protocol");
  public static final Errno EADDRINUSE = known(98, "EADDRINUSE", "Address already in use");
  public static final Errno EADDRNOTAVAIL =
      known(99, "EADDRNOTAVAIL", "Cannot assign requested address");
  public static final Errno ENETDOWN = known(100, "ENETDOWN", "Network is down");
  public static final Errno ENETUNREACH = known(101, "ENETUNREACH", "Network is unreachable");
  public static final Errno ECONNRESET = known(104, "ECONNRESET", "Connection reset by peer");
  public static final Errno ENOBUFS = known(105, "ENOBUFS", "No buffer space available");
  public static final Errno ETIMEDOUT = known(110, "ETIMEDOUT", "Connection timed out");
  public static final Errno ECONNREFUSED = known(111, "ECONNREFUSED", "Connection refused");
  public static final Errno EHOSTUNREACH = known(113, "EHOSTUNREACH", "No route to host");

  public static final Errno EINPROGRESS = known(115, "EINPROGRESS", "Operation now in progress");
  public static final Errno EDQUOT = known(122, "EDQUOT", "Disk quota exceeded");

  /** The error with this number, of either sign. */
  public static Errno of(int code) {
    int positive = Math.abs(code);
    if (positive == 0) {
      return NONE;
    }
    Errno known = KNOWN.get(positive);
    return known != null ? known : new Errno(positive, "errno " + positive, "Error " + positive);
  }

  private static Errno known(int code, String name, String text) {
    Errno errno = new Errno(code, name, text);
    KNOWN.put(code, errno);
    return errno;
  }

  /** The name and the words: {@code ENODEV (No such device)}. */
  @Override
  public String toString() {
    return name + " (" + text + ")";
  }
}
