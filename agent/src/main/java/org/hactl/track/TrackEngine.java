package org.hactl.track;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.hactl.host.HostState;
import org.hactl.host.TrackerSpec;
import org.hactl.track.TrackSources.ScriptStarter;
import org.hactl.vrrp.model.TrackVerdict;

/**
 * Runs the trackers that routers depend on, and reports the verdicts. Safe for use from any thread.
 */
public final class TrackEngine implements AutoCloseable {
  /** How long scripts may take to end when the agent does; then they are killed. */
  private static final long ENDING_MILLIS = 3_000;

  /** How often it looks whether the checks that a router waits for have decided. */
  private static final long RANKS_NANOS = 250_000_000L;

  private final TrackSources sources;
  private final TrackLoop loop;
  private final BiConsumer<String, TrackVerdict> verdicts;
  private final ZoneId zone;
  private final ProcessFeed processes;
  private final Map<String, Tracker> trackers = new ConcurrentHashMap<>();
  private final Map<String, TrackVerdict> told = new HashMap<>();
  private volatile TrackPlan plan = TrackPlan.EMPTY;
  private final ServiceRanks ranks;
  private final AtomicBoolean ranksDue = new AtomicBoolean();
  private TrackLoop.Timer ranksTimer = TrackLoop.Timer.NONE;
  private Map<String, TrackerSnapshot> inherited = Map.of();
  private boolean configuring;

  /**
   * @param verdicts gets each new verdict with the name of its router; nothing urgent waits for it,
   *     but it should return soon
   * @param wallClock for the times of day that are shown; nothing is computed with them
   */
  public TrackEngine(
      TrackSources sources, BiConsumer<String, TrackVerdict> verdicts, InstantSource wallClock) {
    this(sources, verdicts, new ThreadLoop(wallClock), ZoneId.systemDefault());
  }

  TrackEngine(
      TrackSources sources,
      BiConsumer<String, TrackVerdict> verdicts,
      TrackLoop loop,
      ZoneId zone) {
    this.sources = sources;
    this.verdicts = verdicts;
    this.loop = loop;
    this.zone = zone;
    this.processes = new ProcessFeed(sources.processes(), loop);
    this.ranks = new ServiceRanks(sources.services());
  }

  /** Why a host state cannot be tracked, one sentence each; empty if it can. */
  public static List<String> problems(HostState state) {
    return TrackPlan.problems(state);
  }

  /**
   * Tracks what this state says from now on. A tracker that is the same as before is not touched:
   * it keeps its state and its schedule. Only trackers that a router or a group names are run. When
   * this returns every router has its verdict, as far as it can be known without waiting.
   *
   * @throws IllegalArgumentException if an expression cannot be parsed, or names a tracker that
   *     does not exist; nothing is changed then
   */
  public void configure(HostState state) {
    TrackPlan wanted = TrackPlan.of(state);
    loop.run(() -> {
      ranks.configure(state, loop.nanos());
      configure(wanted);
      watchRanks();
    });
  }

  /** The trackers that the next {@link #configure} starts go on in the place of these, by name. */
  public void inherit(Map<String, TrackerSnapshot> from) {
    loop.run(() -> inherited = from);
  }

  /** The trackers that run, by name, as they are now. */
  public Map<String, TrackerSnapshot> snapshot() {
    Map<String, TrackerSnapshot> all = new TreeMap<>();
    loop.run(() -> trackers.forEach((name, tracker) -> all.put(name, tracker.snapshot())));
    return all;
  }

  private void configure(TrackPlan wanted) {
    configuring = true;
    try {
      for (Tracker tracker : List.copyOf(trackers.values())) {
        String name = tracker.spec().name();
        if (!wanted.usedBy().containsKey(name)
            || !tracker.spec().equals(wanted.trackers().get(name))) {
          trackers.remove(name);
          tracker.close();
        }
      }
      plan = wanted;
      wanted.usedBy().keySet().forEach(this::begin);
    } finally {
      configuring = false;
      inherited = Map.of();
    }
    told.keySet().retainAll(wanted.tracks().keySet());
    tell(wanted.tracks().keySet());
  }

  private void begin(String name) {
    TrackerSpec spec = plan.trackers().get(name);
    if (spec != null && !trackers.containsKey(name)) {
      Tracker tracker = tracker(spec);
      trackers.put(name, tracker);
      TrackerSnapshot from = inherited.get(name);
      if (from != null) {
        tracker.restore(from);
      }
      tracker.start();
    }
  }

  private Tracker tracker(TrackerSpec spec) {
    Runnable changed = () -> changed(spec.name());
    return switch (spec) {
      case TrackerSpec.Interface it -> new InterfaceTracker(it, sources.links(), loop, changed);
      case TrackerSpec.Script it -> new ScriptTracker(it, sources.scripts(), loop, changed);
      case TrackerSpec.File it -> new FileTracker(it, sources.files(), loop, changed);
      case TrackerSpec.Process it -> new ProcessTracker(it, processes, loop, changed);
      case TrackerSpec.Bfd it -> new BfdTracker(it, sources.bfdSessions(), loop, changed);
      case TrackerSpec.Service it -> new ServiceTracker(it, sources.services(), loop, changed);
    };
  }

  private void changed(String name) {
    if (configuring) {
      return;
    }
    plan.tracks()
        .forEach((router, tracks) -> {
          if (tracks.stream().anyMatch(each -> each.when().names().contains(name))) {
            tell(Set.of(router));
          }
        });
  }

  private void tell(Set<String> routers) {
    Map<String, Reading> readings = new HashMap<>();
    trackers.forEach((name, tracker) -> readings.put(name, tracker.reading()));
    Verdicts now = new Verdicts(readings, zone);
    for (String router : routers) {
      TrackVerdict verdict =
          now.of(plan.tracks().getOrDefault(router, List.of())).with(ranks.of(router));
      if (!verdict.equals(told.put(router, verdict))) {
        verdicts.accept(router, verdict);
      }
    }
  }

  /** Says that the interface of a router came back: its checks have to decide again. */
  public void recheck(String router) {
    loop.execute(() -> {
      ranks.recheck(router, loop.nanos());
      rank();
    });
  }

  private void rank() {
    ranksDue.set(false);
    ranks.settle(loop.nanos());
    tell(ranks.routers());
    watchRanks();
  }

  /** A try that changes no health is not reported. */
  private void watchRanks() {
    ranksTimer.cancel();
    ranksTimer = ranks.isAwaiting() ? loop.after(RANKS_NANOS, this::rank) : TrackLoop.Timer.NONE;
  }

  /** Says that something about an interface changed. */
  public void interfaceChanged(String interfaceName) {
    lookAgain(
        each -> each instanceof InterfaceTracker it && it.interfaceName().equals(interfaceName));
  }

  /** Says that changes of interfaces may have been missed. */
  public void interfacesUnsure() {
    lookAgain(InterfaceTracker.class::isInstance);
  }

  /** Says that a BFD session went up or down. */
  public void bfdChanged() {
    lookAgain(BfdTracker.class::isInstance);
  }

  /** Says that the health of a real server changed, or that the list of real servers changed. */
  public void servicesChanged() {
    lookAgain(ServiceTracker.class::isInstance);
    // Thousands of real servers may change at once.
    if (ranksDue.compareAndSet(false, true)) {
      loop.execute(this::rank);
    }
  }

  private void lookAgain(Predicate<Tracker> which) {
    if (trackers.values().stream().anyMatch(which)) {
      loop.execute(() -> trackers.values().stream().filter(which).forEach(Tracker::look));
    }
  }

  /** All trackers of the host state by name, also those that no router uses. */
  public List<TrackerStatus> status() {
    TrackPlan now = plan;
    // The wall clock minus the age: the age stays right when the wall clock is set.
    long nowMillis = loop.millis();
    long nowNanos = loop.nanos();
    List<TrackerStatus> all = new ArrayList<>();
    new TreeMap<>(now.trackers())
        .forEach((name, spec) -> {
          Tracker tracker = trackers.get(name);
          List<String> usedBy = List.copyOf(now.usedBy().getOrDefault(name, Set.of()));
          if (tracker == null) {
            all.add(new TrackerStatus(name, kind(spec), "unknown", 0, "no router uses it", usedBy));
          } else {
            Reading reading = tracker.reading();
            all.add(
                new TrackerStatus(
                    name,
                    kind(spec),
                    reading.value(),
                    nowMillis - (nowNanos - reading.sinceNanos()) / 1_000_000,
                    reading.detail(),
                    usedBy));
          }
        });
    return all;
  }

  private static String kind(TrackerSpec spec) {
    return switch (spec) {
      case TrackerSpec.Interface _ -> "interface";
      case TrackerSpec.Script _ -> "script";
      case TrackerSpec.File _ -> "file";
      case TrackerSpec.Process _ -> "process";
      case TrackerSpec.Bfd _ -> "bfd";
      case TrackerSpec.Service _ -> "service";
    };
  }

  /** Ends all trackers and running scripts; no verdict is reported after that. */
  @Override
  public void close() {
    List<ScriptStarter.StartedScript> ending = new ArrayList<>();
    loop.run(() -> {
      trackers
          .values()
          .forEach(tracker -> {
            tracker.close();
            if (tracker instanceof ScriptTracker script && script.ending() != null) {
              ending.add(script.ending());
            }
          });
      trackers.clear();
      processes.close();
      plan = TrackPlan.EMPTY;
      ranksTimer.cancel();
    });
    loop.close();
    try {
      for (ScriptStarter.StartedScript run : ending) {
        run.await(ENDING_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sources.close();
  }
}
