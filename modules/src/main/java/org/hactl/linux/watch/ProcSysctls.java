package org.hactl.linux.watch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.kernel.Sysctls;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;

/** Kernel parameters as files below {@code /proc/sys}, of the calling thread's namespaces. */
public final class ProcSysctls implements Sysctls {
  static final String ROOT = "/proc/sys/";

  private static final int O_RDONLY = 0;
  private static final int O_WRONLY = 1;
  private static final int O_CLOEXEC = 0x80000;

  /** The kernel reads and writes at most one page. */
  private static final int PAGE_BYTES = 64 << 10;

  @Override
  public Optional<String> read(SysctlKey key) {
    try {
      return Optional.of(value(key));
    } catch (LinuxException e) {
      // The read gives ENOENT, too, if the parameter's interface was removed after the open.
      if (e.errno().equals(Errno.ENOENT) || e.errno().equals(Errno.ENOTDIR)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String value(SysctlKey key) {
    int fd = open("read", key, O_RDONLY);
    try {
      byte[] value = new byte[PAGE_BYTES];
      int length =
          SystemCall.runInt(
              "read sysctl", key.toString(), () -> LibC.read(fd, value, value.length));
      return new String(Arrays.copyOf(value, length), StandardCharsets.UTF_8).stripTrailing();
    } finally {
      SystemCall.close(fd);
    }
  }

  @Override
  public void write(SysctlKey key, String value) {
    int fd = open("write", key, O_WRONLY);
    try {
      byte[] bytes = (value + "\n").getBytes(StandardCharsets.UTF_8);
      SystemCall.run(
          "write sysctl", key + " = " + value, () -> LibC.write(fd, bytes, bytes.length));
    } finally {
      SystemCall.close(fd);
    }
  }

  private static int open(String verb, SysctlKey key, int mode) {
    return SystemCall.runInt(
        verb + " sysctl", key.toString(), () -> LibC.open(ROOT + key.path(), mode | O_CLOEXEC));
  }
}
