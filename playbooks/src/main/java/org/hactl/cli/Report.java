package org.hactl.cli;

import java.util.List;
import org.hactl.control.EventListener;
import org.hactl.control.HostResult;

/** Tells whoever runs hactl what happens and how it ended. */
interface Report extends EventListener {
  void end(List<HostResult> results, int exitCode);
}
