package org.hactl.control.drain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.hactl.api.HostStatus;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.drain.BatchDrains.Directors;
import org.hactl.control.hold.DrainTarget;
import org.hactl.control.host.HostFailure;
import org.hactl.control.rollout.RunClock;
import org.hactl.control.rollout.SignsOfLife;
import org.hactl.control.view.TimeSpans;
import org.hactl.host.Hold;
import org.hactl.host.Hold.ApplyDrain;
import org.hactl.host.Hold.State;
import org.jspecify.annotations.Nullable;

/**
 * The drains that directors hold for one apply. While a drain lasts, signs of life keep the
 * directors from ending it; {@link #end} ends all that are left, and a director ends one by itself
 * if this process dies.
 */
final class HeldDrains {
  /** How long a director keeps a drain without a sign of life. */
  static final Duration LASTS = Duration.ofMinutes(5);

  /** What the holds give as their reason. */
  static final String WHY = "apply";

  private static final Duration BETWEEN_SIGNS = LASTS.dividedBy(5);

  private final Directors directors;
  private final RunClock clock;
  private final BiConsumer<String, String> progress;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Drained> drains = new LinkedHashMap<>();
  private @Nullable SignsOfLife signs;
  private boolean over;

  /**
   * A real server that is drained.
   *
   * @param directors those that hold it
   * @param served where it got new connections before
   */
  record Drained(ApplyDrain hold, Set<String> directors, List<Serving> served) {
    private Drained prolonged() {
      return hold.inForce() ? with(hold.next(State.HELD, WHY)) : this;
    }

    private Drained ended() {
      return hold.inForce() ? with(hold.next(State.ENDED, WHY)) : this;
    }

    private Drained with(ApplyDrain word) {
      return new Drained(word, directors, served);
    }
  }

  /**
   * @param progress gets a host and what happens to it, in words
   */
  HeldDrains(Directors directors, RunClock clock, BiConsumer<String, String> progress) {
    this.directors = directors;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Drains real servers on the directors that send to them.
   *
   * @param drained a word for each
   * @param statuses of the directors
   * @return why a director does not drain them; empty if all do
   */
  Optional<HostFailure> begin(List<ApplyDrain> drained, Map<String, HostStatus> statuses) {
    List<String> hosts = drained.stream().map(ApplyDrain::realServer).toList();
    lock.lock();
    try {
      if (over) {
        return Optional.of(new HostFailure("the run ends", "apply again when you are ready"));
      }
      if (signs == null) {
        signs = SignsOfLife.every(BETWEEN_SIGNS, clock::pauseAside, this::signOfLife);
      }
      Set<String> all = new LinkedHashSet<>();
      for (ApplyDrain word : drained) {
        String host = word.realServer();
        Set<String> having =
            DrainTarget.find(host, null, statuses).orElseThrow().directors().keySet();
        drains.put(host, new Drained(word, having, Serving.of(List.of(host), statuses)));
        all.addAll(having);
        progress.accept(host, "drained on " + String.join(", ", having));
      }
      List<Answer<List<Hold>>> answers = directors.hold(List.copyOf(all), List.copyOf(drained));
      answers.stream()
          .filter(answer -> answer.value() == null && !answer.unreachable())
          .forEach(refusing -> hosts.forEach(host -> forget(host, refusing.host())));
      return failure("does not drain", answers, hosts);
    } finally {
      lock.unlock();
    }
  }

  /** A director that refused the hold has none to end. */
  private void forget(String host, String director) {
    drains.computeIfPresent(
        host,
        (_, drained) -> {
          Set<String> others = new LinkedHashSet<>(drained.directors());
          others.remove(director);
          return new Drained(drained.hold(), others, drained.served());
        });
  }

  /** Why a director did not take over what it was told of these hosts; empty if all did. */
  static Optional<HostFailure> failure(
      String what, List<Answer<List<Hold>>> answers, List<String> hosts) {
    return answers.stream()
        .filter(answer -> answer.value() == null)
        .findFirst()
        .map(answer -> {
          HostFailure why = answer.failure();
          return new HostFailure(
              "%s %s %s: %s"
                  .formatted(
                      answer.host(),
                      what,
                      String.join(", ", hosts),
                      why == null ? "it has no agent" : why.message()),
              why == null ? "hactl apply brings it one" : why.nextStep());
        });
  }

  /** What this apply drains of a real server; empty if nothing any more. */
  Optional<Drained> find(String host) {
    lock.lock();
    try {
      return Optional.ofNullable(drains.get(host));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the drains of these hosts. An end that a director does not take over is kept, and told
   * again with the signs of life: that director still drains, and the others do not begin again.
   */
  List<Answer<List<Hold>>> release(Collection<String> hosts) {
    lock.lock();
    try {
      List<Hold> words = new ArrayList<>();
      Set<String> all = new LinkedHashSet<>();
      for (String host : hosts) {
        Drained drained = drains.get(host);
        if (drained != null) {
          Drained ended = drained.ended();
          drains.put(host, ended);
          words.add(ended.hold());
          all.addAll(ended.directors());
        }
      }
      if (words.isEmpty()) {
        return List.of();
      }
      List<Answer<List<Hold>>> answers = directors.hold(List.copyOf(all), words);
      if (answers.stream().allMatch(answer -> answer.value() != null)) {
        hosts.forEach(drains::remove);
      }
      return answers;
    } finally {
      lock.unlock();
    }
  }

  /** Lets the directors keep the drains. */
  void signOfLife() {
    lock.lock();
    try {
      drains.replaceAll((_, each) -> each.prolonged());
      if (!drains.isEmpty() && !over) {
        Set<String> all = new LinkedHashSet<>();
        drains.values().forEach(each -> all.addAll(each.directors()));
        // One that does not hear it ends the drain later, and tells that.
        var _ =
            directors.hold(
                List.copyOf(all),
                drains.values().stream().map(each -> (Hold) each.hold()).toList());
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends all drains that this apply has made, and lets it make no more.
   *
   * @return what could not be ended, a sentence for each
   */
  List<String> end() {
    lock.lock();
    try {
      over = true;
      if (signs != null) {
        signs.close();
      }
      List<String> hosts = List.copyOf(drains.keySet());
      return release(hosts).stream()
          .filter(answer -> answer.value() == null)
          .map(answer ->
              "%s still drains %s: that ends by itself within %s"
                  .formatted(
                      answer.host(), String.join(", ", hosts), TimeSpans.span(LASTS.toMillis())))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Likewise, for a process that ends.
   *
   * @param patience a director that does not answer must not keep the operator longer
   */
  List<String> end(Duration patience) throws InterruptedException {
    if (lock.tryLock()) {
      try {
        over = true;
        if (drains.isEmpty()) {
          return List.of();
        }
      } finally {
        lock.unlock();
      }
    }
    CompletableFuture<List<String>> ended = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> ended.complete(end()));
    try {
      return ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return List.of(
          "real servers that this run has drained may stay drained for "
              + TimeSpans.span(LASTS.toMillis()));
    }
  }
}
