package org.hactl.linux.kernel;

import java.util.List;

/**
 * A process of this host, proc(5).
 *
 * @param name at most 15 bytes: the executable's name, unless the process changed it
 * @param commandLine the words of the command line; empty for a thread of the kernel
 */
public record ProcessInfo(int pid, String name, List<String> commandLine) {
  /** TASK_COMM_LEN without the zero byte at the end. */
  public static final int NAME_BYTES = 15;

  public ProcessInfo {
    commandLine = List.copyOf(commandLine);
  }
}
