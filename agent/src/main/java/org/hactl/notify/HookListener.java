package org.hactl.notify;

import java.util.List;

/** Receives the results of hooks, on their threads. */
public interface HookListener {
  void ended(HookResult result);

  /** A subject changed faster than its hooks run: these states are skipped. */
  void skipped(Subject about, List<String> states);
}
