package org.hactl.module.command;

import java.util.ArrayList;
import java.util.List;

/**
 * Starts a program as an ordinary one. The agent itself runs before other programs, may lock memory
 * and ask for real-time priority, and is the last that the kernel ends when memory runs out; what
 * it starts for the site would inherit all that.
 */
public final class OrdinaryProcess {
  /** As little as a user gets on systems that name no limit. */
  private static final int LOCKED_MEMORY_KIB = 64;

  /**
   * Takes less only: an agent without privileges could not ask for more. The 19th field of
   * /proc/self/stat is the shell's nice value.
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

  /** The command that starts this one. */
  public static List<String> argv(List<String> argv) {
    List<String> all = new ArrayList<>(List.of("sh", "-c", SCRIPT, "hactl"));
    all.addAll(argv);
    return all;
  }
}
