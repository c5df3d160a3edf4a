package org.hactl.cli;

import java.util.List;
import org.hactl.control.EventListener;
import org.hactl.control.HostResult;

/** Reports progress and results to the operator or to a program. */
interface Report extends EventListener {
  void end(List<HostResult> results, int exitCode);
}
