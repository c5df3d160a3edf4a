package org.hactl.linux;

import com.sun.jna.LastErrorException;
import org.jspecify.annotations.Nullable;

/** Real-time scheduling for the calling platform thread (sched(7)). Never for a virtual thread. */
public final class RealtimeThread {
  private static final int SCHED_RR = 2;
  private static final int CALLING_THREAD = 0;

  private RealtimeThread() {}

  /**
   * Schedules the calling thread before all that are not real-time.
   *
   * @param priority 1 to 99
   * @return null if it does so now, else what the system answered (it takes CAP_SYS_NICE)
   */
  public static @Nullable String request(int priority) {
    try {
      RawSocketCalls.sched_setscheduler(CALLING_THREAD, SCHED_RR, new int[] {priority});
      return null;
    } catch (LastErrorException e) {
      return RawSocketCalls.failure("get real-time priority " + priority, e).getMessage();
    }
  }
}
