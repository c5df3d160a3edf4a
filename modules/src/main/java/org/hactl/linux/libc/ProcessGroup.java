package org.hactl.linux.libc;

import com.sun.jna.LastErrorException;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;

/**
 * A program and what it started: everything that a signal for the whole reaches. Its number is that
 * of the process that leads it, such as one that was started by {@code setsid}.
 */
public final class ProcessGroup {
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;

  private final int leader;

  public ProcessGroup(long leader) {
    // kill(2) takes 1 and 0, negated, for everything there is and for the caller's own group.
    if (leader <= 1) {
      throw new IllegalArgumentException("no process group of a program: " + leader);
    }
    this.leader = Math.toIntExact(leader);
  }

  /** Asks all of it to end; false where nothing of it is left. */
  public boolean terminate() {
    return signal(SIGTERM);
  }

  /** Ends all of it; false where nothing of it is left. */
  public boolean kill() {
    return signal(SIGKILL);
  }

  /** Whether a process of it is left, be it only one whose end nobody has taken note of. */
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
