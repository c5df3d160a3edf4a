package org.hactl.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ProcessEvent;
import org.hactl.linux.kernel.ProcessInfo;
import org.hactl.linux.kernel.Processes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the process trackers which processes start and end: at once if the kernel reports it, or
 * else from a look once a second. Listens only while there are trackers.
 */
final class ProcessFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ProcessFeed.class);
  private static final long LOOK_NANOS = 1_000_000_000L;

  /** The limit of waiting events. Above it, one look at all processes costs less. */
  private static final int MAX_WAITING = 10_000;

  private final Processes processes;
  private final TrackLoop loop;
  private final List<ProcessTracker> trackers = new ArrayList<>();
  private Processes.@Nullable Subscription subscription;
  private TrackLoop.Timer timer = TrackLoop.Timer.NONE;
  private String remark = "";
  private final AtomicInteger waiting = new AtomicInteger();

  /** Whether the feed drops events until the waiting events are handled. */
  private volatile boolean tooMany;

  ProcessFeed(Processes processes, TrackLoop loop) {
    this.processes = processes;
    this.loop = loop;
  }

  /** A remark that goes with every count; empty for none. */
  String remark() {
    return remark;
  }

  void add(ProcessTracker tracker) {
    trackers.add(tracker);
    if (trackers.size() == 1) {
      listen();
    }
    // Called after listening has begun, so that no later change is missed.
    lookFor(List.of(tracker));
  }

  void remove(ProcessTracker tracker) {
    if (trackers.remove(tracker) && trackers.isEmpty()) {
      close();
    }
  }

  private void listen() {
    try {
      subscription = processes.subscribe(this::tell);
      remark = "";
    } catch (LinuxException e) {
      log.info("processes are looked at once a second error=\"{}\"", e.getMessage());
      remark = " (counted once a second: the kernel reports no processes here)";
      timer = loop.after(LOOK_NANOS, this::lookAgain);
    }
  }

  private void lookAgain() {
    timer = loop.after(LOOK_NANOS, this::lookAgain);
    lookFor(trackers);
  }

  private void lookFor(List<ProcessTracker> whom) {
    try {
      List<ProcessInfo> all = processes.list();
      whom.forEach(each -> each.all(all));
    } catch (LinuxException e) {
      whom.forEach(each -> each.unknown(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Runs on the thread that receives the kernel's events. The queue stays bounded even if the loop
   * is delayed.
   */
  private void tell(ProcessEvent event) {
    if (tooMany) {
      return;
    }
    if (waiting.get() >= MAX_WAITING) {
      tooMany = true;
      loop.execute(() -> {
        tooMany = false;
        take(new ProcessEvent.Resync("more than " + MAX_WAITING + " waited"));
      });
      return;
    }
    waiting.incrementAndGet();
    loop.execute(() -> {
      waiting.decrementAndGet();
      take(event);
    });
  }

  private void take(ProcessEvent event) {
    switch (event) {
      case ProcessEvent.Forked(int parent, int child) ->
          trackers.forEach(each -> each.forked(parent, child));
      case ProcessEvent.Changed(int pid) -> {
        Optional<ProcessInfo> process = processes.find(pid);
        trackers.forEach(each -> each.changed(pid, process));
      }
      case ProcessEvent.Exited(int pid) -> trackers.forEach(each -> each.exited(pid));
      case ProcessEvent.Resync(String reason) -> {
        log.info("process events were lost reason=\"{}\"", reason);
        lookFor(trackers);
      }
    }
  }

  @Override
  public void close() {
    timer.cancel();
    timer = TrackLoop.Timer.NONE;
    if (subscription != null) {
      subscription.close();
      subscription = null;
    }
  }
}
