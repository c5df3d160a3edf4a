package org.hactl.linux.socket;

import com.sun.jna.LastErrorException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.libc.LibC;
import org.jspecify.annotations.Nullable;

/**
 * How the packets of a socket leave this host, where the routes alone do not say it (socket(7)).
 *
 * @param interfaceName the only interface for its packets, SO_BINDTODEVICE; null for that of the
 *     route
 * @param mark the firewall mark of its packets, SO_MARK; null for none
 */
public record Egress(@Nullable String interfaceName, @Nullable Integer mark) {
  /** By the routes. */
  public static final Egress BY_ROUTE = new Egress(null, null);

  private static final int SO_BINDTODEVICE = 25;
  private static final int SO_MARK = 36;

  /** This host does not let a socket leave so, which says nothing about the other side. */
  public static final class Refused extends SocketException {
    Refused(String message) {
      super(message);
    }
  }

  /** These packets with another mark. */
  public Egress withMark(int other) {
    return new Egress(interfaceName, other);
  }

  void setOn(int fd) throws Refused {
    if (interfaceName != null) {
      set(
          fd,
          SO_BINDTODEVICE,
          interfaceName.getBytes(StandardCharsets.UTF_8),
          "interface " + interfaceName);
    }
    if (mark != null) {
      byte[] value = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(mark).array();
      set(fd, SO_MARK, value, "mark " + mark);
    }
  }

  private static void set(int fd, int option, byte[] value, String what) throws Refused {
    try {
      LibC.setsockopt(fd, LibC.SOL_SOCKET, option, value, value.length);
    } catch (LastErrorException e) {
      throw new Refused(what + ": " + Errno.of(e.getErrorCode()).text());
    }
  }
}
