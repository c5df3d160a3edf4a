package org.hactl.linux.kernel;

import java.util.List;

/**
 * A process of this host, proc(5).
 *
 * @param name at most 15 letters: the executable's, or what the process made of it
 * @param commandLine its words; empty for a thread of the kernel
 */
public record ProcessInfo(int pid, String name, List<String> commandLine) {
  /** What is kept of a name, without the zero at its end (TASK_COMM_LEN). */
  public static final int NAME_BYTES = 15;

  public ProcessInfo {
    commandLine = List.copyOf(commandLine);
  }
}
