package org.hactl.notify;

import java.util.List;

/** Told what becomes of hooks, on their threads. */
public interface HookListener {
  void ended(HookResult result);

  /** A subject changed faster than its hooks run: these states are not told. */
  void skipped(Subject about, List<String> states);
}
