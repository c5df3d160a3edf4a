package org.hactl.health;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.hactl.health.probe.Aim;
import org.hactl.health.probe.CheckResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The check of one real server: what the tries of its parts say about it. */
final class RealServerWatch {
  private static final Logger log = LoggerFactory.getLogger(RealServerWatch.class);

  private static final String FLAPS =
      "a real server is held down because its health has changed too often";

  private static final int MAX_PERCENT = 6_553_500;

  private final CheckTarget target;
  private final SharedTries tries;
  private final long startDelayNanos;
  private final WatchListener listener;
  private final LongSupplier millis;
  private final List<Part> parts;
  private final CountDownLatch untried;
  private final Object joining = new Object();
  private volatile boolean ended;
  private volatile HealthView view;

  /** Called on a thread of the tries, for one result of this watch at a time. */
  interface WatchListener {
    /** A try has changed the health. */
    void changed(RealServerWatch watch, HealthView from, HealthView to);

    /** A try has changed the weight alone. */
    void weighed(RealServerWatch watch, HealthView to);

    /** This host could not try. */
    void notTried(String why);

    /** A try has succeeded, with something that an operator must see to; null if that is over. */
    void warns(RealServerWatch watch, @Nullable String warning);
  }

  /** One single check. Its fields are written one result at a time. */
  private final class Part implements SharedTries.Hearer {
    private final Aim aim;
    private final String name;
    private volatile HealthState state;
    private volatile String detail;
    private volatile boolean withoutResult;
    private volatile @Nullable Integer weightPercent;
    private boolean tried;
    private @Nullable String warned;

    /** When the last try that agreed with the health began; null if no try has agreed yet. */
    private volatile @Nullable Long agreedNanos;

    /** Null before the first try. */
    private volatile @Nullable LastTry last;

    Part(Aim aim, String name, HealthView initial, List<Long> changedMillis) {
      this.aim = aim;
      this.name = name;
      this.state = new HealthState(initial.health(), 0, initial.sinceMillis(), changedMillis);
      this.detail = initial.detail();
    }

    @Override
    public void heard(CheckResult result, LastTry.Span span) {
      take(this, result, span);
    }

    private void step(CheckResult result, long startedNanos) {
      weightPercent = result.success() ? result.weightPercent() : weightPercent;
      state = state.step(result.success(), aim.check().timing(), millis.getAsLong());
      if (state.run() == 0) {
        agreedNanos = startedNanos;
      }
    }

    boolean isHealthy() {
      return state.health() == RealServerHealth.HEALTHY;
    }
  }

  /**
   * @param initial the health from before; it is kept until enough tries in a row contradict it
   */
  RealServerWatch(
      CheckTarget target,
      HealthView initial,
      long startDelayNanos,
      WatchListener listener,
      LongSupplier millis,
      SharedTries tries) {
    this.target = target;
    this.tries = tries;
    this.startDelayNanos = startDelayNanos;
    this.listener = listener;
    this.millis = millis;
    this.view = initial;
    int size = target.aims().size();
    this.parts =
        IntStream.range(0, size)
            .mapToObj(n ->
                new Part(target.aims().get(n), target.name(n), initial, initial.changesOf(n, size)))
            .toList();
    // Until its first result the check gives the weight that the one before it gave.
    parts.getFirst().weightPercent = initial.weightPercent();
    this.untried = new CountDownLatch(parts.size());
  }

  void start() {
    synchronized (joining) {
      if (!ended) {
        parts.forEach(part -> tries.join(part.aim, part, startDelayNanos));
      }
    }
  }

  void end() {
    synchronized (joining) {
      ended = true;
      parts.forEach(part -> tries.leave(part.aim, part));
    }
    parts.forEach(_ -> untried.countDown());
  }

  CheckTarget target() {
    return target;
  }

  HealthView view() {
    return view;
  }

  /** The last try of each part that has been tried. */
  List<LastTry> lastTries() {
    return parts.stream().map(part -> part.last).filter(Objects::nonNull).toList();
  }

  /**
   * Whether a try of each part has confirmed the health.
   *
   * @param sinceNanos only a try that began at this time of {@link System#nanoTime} or later
   *     counts; null if any try counts
   */
  boolean isConfirmed(@Nullable Long sinceNanos) {
    return parts.stream()
        .map(part -> part.agreedNanos)
        .allMatch(agreed -> agreed != null && (sinceNanos == null || agreed - sinceNanos >= 0));
  }

  /** Why the last try had no result; null if it had one. */
  @Nullable String localError() {
    return parts.stream()
        .filter(part -> part.withoutResult)
        .map(part -> part.detail)
        .findFirst()
        .orElse(null);
  }

  /** Waits for the first try of each part to end. Returns false if the time was up first. */
  boolean awaitFirstTry(long nanos) throws InterruptedException {
    return untried.await(nanos, TimeUnit.NANOSECONDS);
  }

  // The listener may want a lock that another thread has while it reads the view: no such thread
  // waits for this one.
  private synchronized void take(Part part, CheckResult result, LastTry.Span span) {
    if (ended) {
      return;
    }
    part.detail = result.detail();
    part.last = LastTry.of(part.name, result, span);
    part.withoutResult = result.verdict() == CheckResult.Verdict.NONE;
    if (part.withoutResult) {
      listener.notTried(result.detail());
    } else if (result.verdict() != CheckResult.Verdict.UNDECIDED) {
      part.step(result, span.startedNanos());
      String held = held(part);
      if (held != null && result.success()) {
        part.detail = result.detail() + ", " + held;
      }
      warn(part, held == null ? result.warning() : FLAPS);
    }
    show();
    if (!part.tried) {
      part.tried = true;
      untried.countDown();
    }
  }

  private @Nullable String held(Part part) {
    long millis = part.state.heldMillis(part.aim.check().timing(), this.millis.getAsLong());
    return millis <= 0
        ? null
        : "held down for "
            + Math.ceilDiv(millis, 1_000)
            + " s more because its health has changed too often";
  }

  private void show() {
    HealthView before = view;
    RealServerHealth health =
        CombinedHealth.of(target.check(), parts.stream().map(part -> part.state.health()).toList());
    long since = health == before.health() ? before.sinceMillis() : millis.getAsLong();
    HealthView after =
        new HealthView(health, since, detail(health), weightPercent(), changedMillis());
    view = after;
    boolean weighs = !Objects.equals(before.weightPercent(), after.weightPercent());
    if (before.health() != health || weighs) {
      try {
        if (before.health() != health) {
          listener.changed(this, before, after);
        } else {
          listener.weighed(this, after);
        }
      } catch (RuntimeException e) {
        log.error("listener failed server={}", target.server(), e);
      }
    }
  }

  private List<List<Long>> changedMillis() {
    List<List<Long>> changes = parts.stream().map(part -> part.state.changedMillis()).toList();
    return changes.stream().allMatch(List::isEmpty) ? List.of() : changes;
  }

  /** Of several parts that say a weight, each takes its share of what the others leave. */
  private @Nullable Integer weightPercent() {
    long percent = 100;
    boolean said = false;
    for (Part part : parts) {
      Integer own = part.weightPercent;
      if (own != null) {
        said = true;
        percent = Math.min(MAX_PERCENT, Math.ceilDiv(percent * own, 100));
      }
    }
    return said ? (int) percent : null;
  }

  /** Of several parts, those that are not healthy say why; if all are, all say it. */
  private String detail(RealServerHealth health) {
    return parts.stream()
        .filter(part -> health == RealServerHealth.HEALTHY || !part.isHealthy())
        .map(part -> part.detail)
        .distinct()
        .collect(joining("; "));
  }

  private void warn(Part part, @Nullable String warning) {
    if (!Objects.equals(warning, part.warned)) {
      part.warned = warning;
      listener.warns(this, warning);
    }
  }

  /** The health with which a check that replaces this one starts. */
  static HealthView unknown(long nowMillis) {
    return new HealthView(RealServerHealth.UNKNOWN, nowMillis, "not tried yet");
  }
}
