package org.hactl.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.hactl.lab.LabException;

/** Processor time and memory of a process. */
final class ProcessFigures {
  private ProcessFigures() {}

  /** Processor time by thread, in nanoseconds: the first word of schedstat (proc(5)). */
  static Map<String, Long> cpuNanosByThread(long pid) {
    Map<String, Long> spent = new HashMap<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList()) {
        try {
          String words = Files.readString(thread.resolve("schedstat"));
          spent.put(
              thread.getFileName().toString(),
              Long.parseLong(words.substring(0, words.indexOf(' '))));
        } catch (IOException e) {
          // This thread has just ended.
          continue;
        }
      }
      return spent;
    } catch (IOException e) {
      throw new LabException("process %d is gone: %s".formatted(pid, e.getMessage()), e);
    }
  }

  /** Processor time of all threads between two samples. */
  static long cpuNanosBetween(Map<String, Long> before, Map<String, Long> after) {
    return after.entrySet().stream()
        .mapToLong(each -> each.getValue() - before.getOrDefault(each.getKey(), 0L))
        .sum();
  }

  /** Resident memory (VmRSS), in kB. */
  static long residentKilobytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new LabException("process %d is gone: %s".formatted(pid, e.getMessage()), e);
    }
  }
}
