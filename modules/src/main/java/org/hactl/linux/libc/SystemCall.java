package org.hactl.linux.libc;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;

/** Calls the C library, again where a signal interrupted the call, and says what failed. */
public final class SystemCall {
  /** A call whose result is at least 0, or which throws. */
  @FunctionalInterface
  public interface Call {
    long run() throws LastErrorException;
  }

  private SystemCall() {}

  /**
   * Runs a call.
   *
   * @param operation what is being done: {@code bind}
   * @param object to what: {@code eth0}
   * @throws LinuxException with what the call answered
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

  /** The same for a call whose result is an {@code int}, such as a file descriptor. */
  public static int runInt(String operation, String object, Call call) {
    return (int) run(operation, object, call);
  }

  /** What a call said that threw. */
  public static LinuxException failure(String operation, String object, LastErrorException cause) {
    return new LinuxException(operation, object, Errno.of(cause.getErrorCode()), "");
  }

  /** What the last call of this thread said that answered -1. */
  public static LinuxException failure(String operation, String object) {
    return new LinuxException(operation, object, Errno.of(lastErrno()), "");
  }

  /** Why the last call of this thread answered -1, as a number of errno(3). */
  public static int lastErrno() {
    return Native.getLastError();
  }

  /** Closes a file descriptor, which is closed whatever close(2) answers. */
  public static void close(int fd) {
    LibC.close(fd);
  }
}
