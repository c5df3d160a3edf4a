package org.hactl.linux.libc;

import com.sun.jna.LastErrorException;
import org.jspecify.annotations.Nullable;

/** Real-time scheduling of platform threads (sched(7)). */
public final class RealtimeThread {
  private static final int SCHED_RR = 2;

  /** Threads and processes that such a thread starts have ordinary scheduling. */
  private static final int SCHED_RESET_ON_FORK = 0x40000000;

  private static final int CALLING_THREAD = 0;

  private RealtimeThread() {}

  /**
   * Gives the calling thread real-time priority.
   *
   * @param priority 1 to 99
   * @return null on success, else the system's error (CAP_SYS_NICE is needed)
   */
  public static @Nullable String request(int priority) {
    return request(CALLING_THREAD, priority);
  }

  static @Nullable String request(int thread, int priority) {
    try {
      LibC.sched_setscheduler(thread, SCHED_RR | SCHED_RESET_ON_FORK, new int[] {priority});
      return null;
    } catch (LastErrorException e) {
      return SystemCall.failure("get real-time priority", "" + priority, e).getMessage();
    }
  }
}
