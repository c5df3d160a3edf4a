package org.hactl.linux.libc;

import com.sun.jna.LastErrorException;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;

/** Calls the C library, again where a signal came in between. */
public final class SystemCall {
  /** A call whose result is at least 0, or which throws. */
  @FunctionalInterface
  public interface Call {
    long run() throws LastErrorException;
  }

  private SystemCall() {}

  /**
   * @throws LinuxException with what the call answered
   */
  public static long run(String operation, String object, Call call) {
    while (true) {
      try {
        return call.run();
      } catch (LastErrorException e) {
        Errno errno = Errno.of(e.getErrorCode());
        if (!errno.equals(Errno.EINTR)) {
          throw new LinuxException(operation, object, errno, "");
        }
      }
    }
  }

  /** Closes a file descriptor; what it answers changes nothing any more. */
  public static void close(int fd) {
    try {
      LibC.close(fd);
    } catch (LastErrorException e) {
      // The descriptor is gone whatever close(2) says.
    }
  }
}
