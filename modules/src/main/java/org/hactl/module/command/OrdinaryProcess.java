package org.hactl.module.command;

import java.util.ArrayList;
import java.util.List;

/**
 * Starts a program with the privileges and priority of an ordinary process. The agent itself runs
 * before other programs, may lock memory and ask for real-time priority, and is the last process
 * that the kernel ends when memory runs out. A program that it starts would inherit all this.
 */
public final class OrdinaryProcess {
  /** The limit that a user has on a system whose configuration names no limit. */
  private static final int LOCKED_MEMORY_KIB = 64;

  /**
   * Only lowers priorities and limits: an agent without privileges could not raise them. The 19th
   * field of /proc/self/stat is the shell's nice value.
   */
  private static final String SCRIPT =
      """
      {
        read -r _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ nice _ </proc/self/stat
        read -r oom </proc/self/oom_score_adj
        [ "$oom" -ge 0 ] || echo 0 >/proc/self/oom_score_adj
        ulimit -r 0
        ulimit -l %d
      } 2>/dev/null
      [ "${nice:-0}" -ge 0 ] || set -- nice -n "$((0 - nice))" "$@"
      exec "$@"
      """
          .formatted(LOCKED_MEMORY_KIB);

  private OrdinaryProcess() {}

  /** The command that starts the given command as an ordinary process. */
  public static List<String> argv(List<String> argv) {
    List<String> all = new ArrayList<>(List.of("sh", "-c", SCRIPT, "hactl"));
    all.addAll(argv);
    return all;
  }
}
