package org.hactl.linux.libc;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Real-time scheduling of platform threads (sched(7)). */
public final class RealtimeThread {
  private static final int SCHED_RR = 2;

  /** Threads and processes that such a thread starts have ordinary scheduling. */
  private static final int SCHED_RESET_ON_FORK = 0x40000000;

  private static final int CALLING_THREAD = 0;
  private static final Path OWN_THREADS = Path.of("/proc/self/task");
  private static final String COLLECTING_THREAD = "VM Thread";

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

  /**
   * Gives real-time priority to the thread of HotSpot's serial garbage collector. While it
   * collects, all threads wait, real-time ones included; without priority it would compete with
   * ordinary programs for a busy processor.
   */
  public static @Nullable String requestForGarbageCollection(int priority) {
    try (Stream<Path> threads = Files.list(OWN_THREADS)) {
      for (Path thread : threads.toList()) {
        if (Files.readString(thread.resolve("comm")).strip().equals(COLLECTING_THREAD)) {
          return request(Integer.parseInt(thread.getFileName().toString()), priority);
        }
      }
      return "there is no thread named " + COLLECTING_THREAD;
    } catch (IOException | UncheckedIOException e) {
      return "cannot list the threads of this process: " + e.getMessage();
    }
  }

  private static @Nullable String request(int thread, int priority) {
    try {
      LibC.sched_setscheduler(thread, SCHED_RR | SCHED_RESET_ON_FORK, new int[] {priority});
      return null;
    } catch (LastErrorException e) {
      return SystemCall.failure("get real-time priority", "" + priority, e).getMessage();
    }
  }
}
