package org.hactl.track;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hactl.host.TrackerSpec;
import org.hactl.host.Truth;
import org.hactl.linux.kernel.ProcessInfo;

/** Tracks how many matching processes run. */
final class ProcessTracker extends DebouncedTracker {
  private final TrackerSpec.Process spec;
  private final ProcessFeed feed;
  private final Set<Integer> running = new HashSet<>();

  ProcessTracker(TrackerSpec.Process spec, ProcessFeed feed, TrackLoop loop, Runnable changed) {
    super(
        spec,
        Debounce.Delays.ofMillis(spec.upDelayMillis(), spec.downDelayMillis()),
        loop,
        changed);
    this.spec = spec;
    this.feed = feed;
  }

  @Override
  void start() {
    feed.add(this);
  }

  /** Takes the list of all running processes. */
  void all(List<ProcessInfo> processes) {
    running.clear();
    for (ProcessInfo process : processes) {
      if (ProcessMatch.matches(spec, process)) {
        running.add(process.pid());
      }
    }
    count();
  }

  void forked(int parent, int child) {
    if (running.contains(parent) && running.add(child)) {
      count();
    }
  }

  /**
   * @param process empty if the process has ended already
   */
  void changed(int pid, Optional<ProcessInfo> process) {
    boolean matches = process.filter(each -> ProcessMatch.matches(spec, each)).isPresent();
    if (matches ? running.add(pid) : running.remove(pid)) {
      count();
    }
  }

  void exited(int pid) {
    if (running.remove(pid)) {
      count();
    }
  }

  void unknown(String why) {
    say(Truth.UNKNOWN, "the processes cannot be counted", why);
  }

  private void count() {
    int count = running.size();
    boolean enough = count >= spec.quorum() && count <= spec.quorumMax();
    String wanted =
        spec.quorumMax() == Integer.MAX_VALUE
            ? spec.quorum() + " or more"
            : spec.quorum() + " to " + spec.quorumMax();
    String bounds = enough ? "" : ", not " + wanted;
    see(enough, count + " of " + spec.process() + " run" + bounds, feed.remark());
  }

  @Override
  public void close() {
    super.close();
    feed.remove(this);
  }
}
