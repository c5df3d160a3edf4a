package org.hactl.linux.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ProcessEvent;
import org.hactl.linux.kernel.ProcessInfo;
import org.hactl.linux.kernel.Processes;

/** Processes from {@code /proc}, proc(5), and their events from the kernel's process connector. */
public final class ProcProcesses implements Processes {
  private static final Path PROC = Path.of("/proc");

  @Override
  public List<ProcessInfo> list() {
    List<ProcessInfo> all = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path folder : folders) {
        read(folder, Integer.parseInt(folder.getFileName().toString())).ifPresent(all::add);
      }
    } catch (IOException e) {
      throw new LinuxException("list", "processes", Errno.NONE, String.valueOf(e.getMessage()));
    }
    return all;
  }

  @Override
  public Optional<ProcessInfo> find(int pid) {
    return read(PROC.resolve(Integer.toString(pid)), pid);
  }

  private static Optional<ProcessInfo> read(Path folder, int pid) {
    try {
      // The name may contain parentheses; the state follows the last one.
      String stat = text(folder.resolve("stat"));
      int end = stat.lastIndexOf(')');
      if (end < 0 || stat.startsWith(" Z", end + 1) || stat.startsWith(" X", end + 1)) {
        return Optional.empty();
      }
      String name = stat.substring(stat.indexOf('(') + 1, end);
      return Optional.of(new ProcessInfo(pid, name, words(text(folder.resolve("cmdline")))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The words of a command line. Each word ends with a zero byte; in the command line of a process
   * that overwrote its arguments there may be no zero byte, or many.
   */
  private static List<String> words(String commandLine) {
    int end = commandLine.length();
    while (end > 0 && commandLine.charAt(end - 1) == 0) {
      end--;
    }
    return end == 0 ? List.of() : List.of(commandLine.substring(0, end).split("\0", -1));
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  @Override
  public Subscription subscribe(Consumer<ProcessEvent> listener) {
    return ProcessConnector.start(listener);
  }
}
