package org.hactl.health.wire;

import java.io.IOException;
import java.util.List;
import org.hactl.linux.kernel.Errno;

/**
 * Distinguishes a shortage on this host (no free port, memory or descriptor, no permission) from an
 * error of the real server.
 */
public final class LocalShortage {
  /**
   * The errors of a shortage. A {@link java.net.Socket} gives the text of an error but not its
   * number.
   */
  private static final List<Errno> OURS =
      List.of(
          Errno.EMFILE,
          Errno.ENFILE,
          Errno.ENOMEM,
          Errno.ENOBUFS,
          // A firewall or a right of this host forbids it.
          Errno.EPERM,
          Errno.EACCES,
          // No local port is left, or the source address is not on this host.
          Errno.EADDRNOTAVAIL,
          Errno.EADDRINUSE);

  private LocalShortage() {}

  public static boolean isCauseOf(IOException error) {
    String message = error.getMessage();
    return message != null && OURS.stream().anyMatch(errno -> message.startsWith(errno.text()));
  }
}
