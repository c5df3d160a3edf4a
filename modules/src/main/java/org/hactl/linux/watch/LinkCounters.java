package org.hactl.linux.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;

/** Counters of interfaces, in the network namespace of the calling thread. */
public final class LinkCounters {
  /** The file of the thread: an engine may work in another namespace than the process (proc(5)). */
  private static final Path DEVICES = Path.of("/proc/thread-self/net/dev");

  /** The place of the received packets: after the name come bytes, then packets. */
  private static final int RECEIVED_PACKETS = 1;

  private LinkCounters() {}

  /**
   * How many frames an interface has received since it was made.
   *
   * @return -1 if there is no such interface
   * @throws LinuxException with the system's answer
   */
  public static long receivedFrames(String interfaceName) {
    try {
      return receivedFrames(Files.readAllLines(DEVICES), interfaceName);
    } catch (IOException e) {
      throw new LinuxException("read", DEVICES.toString(), Errno.NONE, e.toString());
    }
  }

  static long receivedFrames(List<String> lines, String interfaceName) {
    String start = interfaceName + ":";
    return lines.stream()
        .map(String::strip)
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip().split("\\s+"))
        .mapToLong(fields -> Long.parseLong(fields[RECEIVED_PACKETS]))
        .findFirst()
        .orElse(-1);
  }
}
