package org.hactl.linux.socket;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;

/** Sends a message to the service manager (sd_notify(3), unix(7)): a datagram to a Unix socket. */
public final class NotifySocket {
  /** {@code sun_path} of unix(7). */
  private static final int MAX_PATH_BYTES = 107;

  private NotifySocket() {}

  /**
   * @param path of the socket; {@code @} at its start stands for the abstract namespace
   * @throws LinuxException with the kernel's answer
   */
  public static void send(String path, String message) {
    byte[] data = message.getBytes(StandardCharsets.UTF_8);
    byte[] address = address(path);
    try {
      int fd = LibC.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC, 0);
      try {
        LibC.sendto(fd, data, data.length, 0, address, address.length);
      } finally {
        SystemCall.close(fd);
      }
    } catch (LastErrorException e) {
      throw SystemCall.failure("notify", path, e);
    }
  }

  static byte[] address(String path) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length == 0 || name.length > MAX_PATH_BYTES) {
      throw new IllegalArgumentException("no path of a Unix socket: '" + path + "'");
    }
    boolean isAbstract = name[0] == '@';
    if (isAbstract) {
      name[0] = 0;
    }
    // The end of an abstract name is the end of the address; a path ends with a zero byte.
    ByteBuffer address =
        ByteBuffer.allocate(Short.BYTES + name.length + (isAbstract ? 0 : 1))
            .order(ByteOrder.nativeOrder());
    return address.putShort((short) LibC.AF_UNIX).put(name).array();
  }
}
