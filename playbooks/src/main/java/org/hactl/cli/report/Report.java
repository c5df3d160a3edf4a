package org.hactl.cli.report;

import java.util.List;
import org.hactl.control.EventListener;
import org.hactl.control.HostResult;
import org.hactl.control.view.Finding;

/** Reports progress and results to the operator or to a program. */
public interface Report extends EventListener {
  /** The findings from the hosts' answers; empty before the answers are compared. */
  List<Finding> findings();

  /** Takes lines that show progress off the terminal, before a question is asked there. */
  void pause();

  void end(List<HostResult> results, int exitCode);
}
