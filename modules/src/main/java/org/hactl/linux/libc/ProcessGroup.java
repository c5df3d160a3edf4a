package org.hactl.linux.libc;

import com.sun.jna.LastErrorException;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;

/**
 * A program and the processes that it started, as one process group for signals. The group has the
 * number of its leader, a process started by {@code setsid}.
 */
public final class ProcessGroup {
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;

  private final int leader;

  public ProcessGroup(long leader) {
    // To kill(2), -1 means every process and 0 the caller's own group.
    if (leader <= 1) {
      throw new IllegalArgumentException("not a process group of a program: " + leader);
    }
    this.leader = Math.toIntExact(leader);
  }

  /** Asks all its processes to end; false if none is left. */
  public boolean terminate() {
    return signal(SIGTERM);
  }

  /** Kills all its processes; false if none is left. */
  public boolean kill() {
    return signal(SIGKILL);
  }

  /** Whether any of its processes is left; a zombie counts. */
  public boolean isAlive() {
    return signal(0);
  }

  private boolean signal(int signal) {
    try {
      LibC.kill(-leader, signal);
      return true;
    } catch (LastErrorException e) {
      Errno errno = Errno.of(e.getErrorCode());
      if (errno.equals(Errno.ESRCH)) {
        return false;
      }
      throw new LinuxException("kill", "process group " + leader, errno, "");
    }
  }
}
