package org.hactl.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The scheduling that the kernel shows for a thread after a request for another priority. Needs
 * root.
 */
@Tag("lab")
class ThreadPrioritiesLabTest {
  /** proc_pid_stat(5): fields 40 and 41. */
  private static final int PRIORITY_AFTER_NAME = 37;

  private static final String ROUND_ROBIN = "2";

  @Test
  void asksForTheCallingThread() throws Exception {
    List<String> errors = new ArrayList<>();
    Thread thread =
        Thread.ofPlatform()
            .name("urgent")
            .start(() -> {
              errors.add(String.valueOf(RealtimeThread.request(7)));
              errors.add(scheduling("urgent"));
            });
    thread.join();
    assertThat(errors).containsExactly("null", "7 " + ROUND_ROBIN);
  }

  @Test
  void asksForTheGarbageCollectorsThread() {
    assertThat(JvmThreads.hurryGarbageCollection(7)).isNull();
    assertThat(scheduling("VM Thread")).isEqualTo("7 " + ROUND_ROBIN);
  }

  @Test
  void theOptimizingCompilerIsAnOrdinaryProgram() {
    assertThat(JvmThreads.deferOptimizing()).isNull();
  }

  private static String scheduling(String name) {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      for (Path thread : threads.toList()) {
        if (Files.readString(thread.resolve("comm")).strip().equals(name)) {
          String stat = Files.readString(thread.resolve("stat"));
          String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
          return fields[PRIORITY_AFTER_NAME] + " " + fields[PRIORITY_AFTER_NAME + 1];
        }
      }
      return "no such thread";
    } catch (IOException e) {
      return e.toString();
    }
  }
}
