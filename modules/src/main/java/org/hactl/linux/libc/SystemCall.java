package org.hactl.linux.libc;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;

/**
 * Calls the C library, repeats a call that a signal interrupted, and makes an exception of a
 * failure.
 */
public final class SystemCall {
  /** A call that returns 0 or more, or throws. */
  @FunctionalInterface
  public interface Call {
    long run() throws LastErrorException;
  }

  private SystemCall() {}

  /**
   * Runs a call.
   *
   * @param operation what is being done: {@code bind}
   * @param object the object of the operation: {@code eth0}
   * @throws LinuxException with the call's error number
   */
  public static long run(String operation, String object, Call call) {
    while (true) {
      try {
        return call.run();
      } catch (LastErrorException e) {
        if (e.getErrorCode() != Errno.EINTR.code()) {
          throw failure(operation, object, e);
        }
      }
    }
  }

  /** Runs a call whose result is an {@code int}, such as a file descriptor. */
  public static int runInt(String operation, String object, Call call) {
    return (int) run(operation, object, call);
  }

  /** The exception for a call that threw. */
  public static LinuxException failure(String operation, String object, LastErrorException cause) {
    return new LinuxException(operation, object, Errno.of(cause.getErrorCode()), "");
  }

  /** The exception for the last call of this thread that returned -1. */
  public static LinuxException failure(String operation, String object) {
    return new LinuxException(operation, object, Errno.of(lastErrno()), "");
  }

  /** Why the last call of this thread returned -1: the number from errno(3). */
  public static int lastErrno() {
    return Native.getLastError();
  }

  /** Closes a file descriptor. It is closed even if close(2) reports an error. */
  public static void close(int fd) {
    LibC.close(fd);
  }
}
