package org.hactl.linux.libc;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The threads that HotSpot itself has started in this process. */
public final class JvmThreads {
  private static final Path OWN_THREADS = Path.of("/proc/self/task");
  private static final String COLLECTING_THREAD = "VM Thread";

  /** {@code C2 CompilerThread0} …: the kernel keeps 15 characters. */
  private static final String OPTIMIZING_THREAD = "C2 CompilerThre";

  private static final int PRIO_PROCESS = 0;

  /** The unit of the agent gives its threads -10. */
  private static final int NICENESS_OF_ORDINARY_PROGRAMS = 0;

  private JvmThreads() {}

  /**
   * Gives real-time priority to the thread of the serial garbage collector. While it collects, all
   * threads wait, real-time ones included; without priority it would compete with ordinary programs
   * for a busy processor.
   *
   * @param priority 1 to 99
   * @return null on success, else the system's error (CAP_SYS_NICE is needed)
   */
  public static @Nullable String hurryGarbageCollection(int priority) {
    try {
      List<Integer> threads = named(COLLECTING_THREAD);
      return threads.isEmpty()
          ? "there is no thread named " + COLLECTING_THREAD
          : RealtimeThread.request(threads.getFirst(), priority);
    } catch (IOException | UncheckedIOException e) {
      return "cannot list the threads of this process: " + e.getMessage();
    }
  }

  /**
   * Gives the optimizing compiler the priority of an ordinary program, so that it gives way to the
   * other threads of an agent that has more. On a single processor it would take half of the time
   * of an apply of a thousand services, for code that pays off later.
   *
   * @return null on success, else the system's error
   */
  public static @Nullable String deferOptimizing() {
    try {
      for (int thread : named(OPTIMIZING_THREAD)) {
        LibC.setpriority(PRIO_PROCESS, thread, NICENESS_OF_ORDINARY_PROGRAMS);
      }
      return null;
    } catch (IOException | UncheckedIOException e) {
      return "cannot list the threads of this process: " + e.getMessage();
    } catch (LastErrorException e) {
      return SystemCall.failure("lower the priority of", "a compiling thread", e).getMessage();
    }
  }

  private static List<Integer> named(String name) throws IOException {
    List<Integer> found = new ArrayList<>();
    try (Stream<Path> threads = Files.list(OWN_THREADS)) {
      for (Path thread : threads.toList()) {
        if (Files.readString(thread.resolve("comm")).strip().equals(name)) {
          found.add(Integer.parseInt(thread.getFileName().toString()));
        }
      }
    }
    return found;
  }
}
