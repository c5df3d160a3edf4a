package org.hactl.control;

import java.util.ArrayList;
import java.util.List;

/**
 * The order in which hosts converge.
 *
 * @param first all hosts except directors; they must be ready before traffic is sent to them
 * @param last the real servers that give up a VIP; directors may send to them until the directors
 *     have converged
 */
record ConvergenceOrder(List<HostRun> first, List<HostRun> directors, List<HostRun> last) {
  static ConvergenceOrder of(List<HostRun> runs) {
    List<HostRun> first = new ArrayList<>();
    List<HostRun> directors = new ArrayList<>();
    List<HostRun> last = new ArrayList<>();
    for (HostRun run : runs) {
      if (run.isDirector()) {
        directors.add(run);
      } else if (run.leavesService()) {
        last.add(run);
      } else {
        first.add(run);
      }
    }
    return new ConvergenceOrder(first, directors, last);
  }
}
