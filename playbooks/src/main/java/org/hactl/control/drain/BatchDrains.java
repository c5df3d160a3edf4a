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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hactl.api.HostStatus;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.hold.Connections;
import org.hactl.control.hold.DrainTarget;
import org.hactl.control.hold.Left;
import org.hactl.control.hold.SiteHolds;
import org.hactl.control.host.HostFailure;
import org.hactl.control.rollout.RunClock;
import org.hactl.control.rollout.SignsOfLife;
import org.hactl.control.view.TimeSpans;
import org.hactl.host.Hold;
import org.hactl.host.Hold.ApplyDrain;
import org.hactl.host.Hold.State;
import org.hactl.host.Hold.Word;
import org.hactl.host.Holds;
import org.jspecify.annotations.Nullable;

/**
 * The drains of one apply. While a drain lasts, signs of life keep the directors from ending it;
 * {@link #end} ends all that are left, and a director ends one by itself if this process dies.
 */
public final class BatchDrains {
  /** How long a director keeps a drain without a sign of life. */
  static final Duration LASTS = Duration.ofMinutes(5);

  private static final Duration BETWEEN_SIGNS = LASTS.dividedBy(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final String WHY = "apply";

  private final Directors directors;
  private final RunClock clock;
  private final BiConsumer<String, String> progress;
  private final Terms terms;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Drained> drains = new LinkedHashMap<>();
  private @Nullable SignsOfLife signs;
  private boolean over;

  /** The directors of the site, also those that the apply does not change. */
  public interface Directors {
    List<Answer<HostStatus>> status();

    /** As {@code AgentQueries#hold}. */
    List<Answer<List<Hold>>> hold(List<String> hosts, List<Hold> words);
  }

  /**
   * @param who runs the apply, in the form {@code ann@desk}
   * @param max how long connections may take to end
   * @param quorums how many real servers a service needs, by its name; 1 if it is missing
   */
  public record Terms(String who, Duration max, Map<String, Integer> quorums) {}

  private record Drained(ApplyDrain hold, Set<String> directors, List<Serving> served) {}

  /**
   * @param progress gets a host and what happens to it, in words
   */
  public BatchDrains(
      Directors directors, RunClock clock, BiConsumer<String, String> progress, Terms terms) {
    this.directors = directors;
    this.clock = clock;
    this.progress = progress;
    this.terms = terms;
  }

  /** Which of these hosts get new connections now: only these are drained. */
  public static List<String> serving(Collection<String> hosts, Map<String, HostStatus> statuses) {
    Set<String> serving =
        Serving.of(hosts, statuses).stream().map(Serving::host).collect(Collectors.toSet());
    return hosts.stream().filter(serving::contains).toList();
  }

  /**
   * Why these hosts must not be drained at the same time; empty if every service goes on.
   *
   * @param statuses of the directors
   */
  public Optional<HostFailure> refusal(Collection<String> hosts, Map<String, HostStatus> statuses) {
    List<String> drained = serving(hosts, statuses);
    Holds known = SiteHolds.of(statuses).newest();
    List<String> reasons =
        new Left(statuses, known, terms.quorums()).without(words(drained, known));
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HostFailure(
                "%s cannot be drained: %s"
                    .formatted(String.join(", ", drained), String.join("; ", reasons)),
                "repair or add a real server, or restart the software without a drain:"
                    + " --no-drain"));
  }

  private List<ApplyDrain> words(List<String> hosts, Holds known) {
    Word word = Word.after(known.all(), State.HELD, terms.who(), WHY, clock.millis());
    return hosts.stream().map(host -> new ApplyDrain(host, LASTS.toMillis(), word)).toList();
  }

  /**
   * Drains those of the hosts that serve, and waits until their connections are gone or the time is
   * up.
   *
   * @return why the hosts must not be changed now; empty if they may
   */
  public Optional<HostFailure> drain(Collection<String> hosts) {
    Map<String, HostStatus> statuses = Answer.values(directors.status());
    List<String> serving = serving(hosts, statuses);
    Optional<HostFailure> refused =
        serving.isEmpty() ? Optional.empty() : refusal(serving, statuses);
    if (serving.isEmpty() || refused.isPresent()) {
      return refused;
    }
    Optional<HostFailure> failed = begin(serving, statuses);
    if (failed.isEmpty()) {
      awaitConnections(serving);
    }
    return failed;
  }

  private Optional<HostFailure> begin(List<String> hosts, Map<String, HostStatus> statuses) {
    lock.lock();
    try {
      if (over) {
        return Optional.of(new HostFailure("the run ends", "apply again when you are ready"));
      }
      if (signs == null) {
        signs = SignsOfLife.every(BETWEEN_SIGNS, clock::pauseAside, this::signOfLife);
      }
      Set<String> all = new LinkedHashSet<>();
      List<Hold> words = new ArrayList<>();
      for (ApplyDrain word : words(hosts, SiteHolds.of(statuses).newest())) {
        String host = word.realServer();
        Set<String> having =
            DrainTarget.find(host, null, statuses).orElseThrow().directors().keySet();
        drains.put(host, new Drained(word, having, Serving.of(List.of(host), statuses)));
        all.addAll(having);
        words.add(word);
        progress.accept(host, "drained on " + String.join(", ", having));
      }
      List<Answer<List<Hold>>> answers = directors.hold(List.copyOf(all), words);
      answers.stream()
          .filter(answer -> answer.value() == null && !answer.unreachable())
          .forEach(refusing -> hosts.forEach(host -> forget(host, refusing.host())));
      return failure(answers, hosts);
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

  private static Optional<HostFailure> failure(
      List<Answer<List<Hold>>> answers, List<String> hosts) {
    return answers.stream()
        .filter(answer -> answer.value() == null)
        .findFirst()
        .map(answer -> {
          HostFailure why = answer.failure();
          return new HostFailure(
              "%s does not drain %s: %s"
                  .formatted(
                      answer.host(),
                      String.join(", ", hosts),
                      why == null ? "it has no agent" : why.message()),
              why == null ? "hactl apply brings it one" : why.nextStep());
        });
  }

  private void awaitConnections(List<String> hosts) {
    Map<String, String> said = new LinkedHashMap<>();
    boolean late =
        isTooLate(
            terms.max(),
            now -> {
              boolean gone = true;
              for (String host : hosts) {
                Connections left = connections(host, now);
                gone &= left.gone(false);
                if (!left.text().equals(said.put(host, left.text()))) {
                  progress.accept(host, "draining: " + left.text());
                }
              }
              return gone;
            });
    if (late) {
      said.forEach((host, left) ->
          progress.accept(
              host,
              "still %s after %s; it is changed now"
                  .formatted(left, TimeSpans.span(terms.max().toMillis()))));
    }
  }

  /**
   * Looks at the directors every second until something is done.
   *
   * @return whether the time is up and it is not; false also after an interrupt
   */
  private boolean isTooLate(Duration limit, Predicate<Map<String, HostStatus>> done) {
    long end = clock.nanos() + limit.toNanos();
    try {
      while (!done.test(Answer.values(directors.status()))) {
        if (clock.nanos() - end >= 0) {
          return true;
        }
        clock.pause(BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private Connections connections(String host, Map<String, HostStatus> now) {
    Set<String> having = drained(host).map(Drained::directors).orElse(Set.of());
    Connections told =
        Connections.of(
            DrainTarget.find(host, null, now).map(target -> target.entries(now)).orElse(List.of()));
    return now.keySet().containsAll(having) ? told : told.unknown();
  }

  private Optional<Drained> drained(String host) {
    lock.lock();
    try {
      return Optional.ofNullable(drains.get(host));
    } finally {
      lock.unlock();
    }
  }

  /** Which of these hosts this apply has drained and not put back. */
  public List<String> of(Collection<String> hosts) {
    return hosts.stream().filter(host -> drained(host).isPresent()).toList();
  }

  /**
   * Ends the drains of hosts, and waits until those that served before serve again.
   *
   * @param within how long to wait; zero not to wait at all
   * @return why one is not back in service; empty if all are
   */
  public Optional<HostFailure> undrain(List<String> hosts, Duration within) {
    List<Serving> places =
        hosts.stream()
            .flatMap(host -> drained(host).stream())
            .flatMap(each -> each.served().stream())
            .toList();
    Optional<HostFailure> failed = failure(release(hosts), hosts);
    if (failed.isPresent() || within.isZero()) {
      return failed;
    }
    Set<String> missing = new LinkedHashSet<>();
    boolean late =
        isTooLate(
            within,
            now -> {
              missing.clear();
              places.forEach(place -> place.missing(now).ifPresent(missing::add));
              return missing.isEmpty();
            });
    if (late) {
      return Optional.of(
          new HostFailure(String.join("; ", missing), "hactl status shows what its checks say"));
    }
    if (missing.isEmpty()) {
      hosts.forEach(host -> progress.accept(host, "back in service"));
    }
    return Optional.empty();
  }

  /** Ends the drains of these hosts; one that a director does not take over is kept. */
  private List<Answer<List<Hold>>> release(Collection<String> hosts) {
    lock.lock();
    try {
      List<Hold> words = new ArrayList<>();
      Set<String> all = new LinkedHashSet<>();
      for (String host : hosts) {
        Drained drained = drains.get(host);
        if (drained != null) {
          words.add(drained.hold().next(State.ENDED, WHY));
          all.addAll(drained.directors());
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

  private void signOfLife() {
    lock.lock();
    try {
      drains.replaceAll((_, each) ->
          new Drained(each.hold().next(State.HELD, WHY), each.directors(), each.served()));
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
  public List<String> end() {
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
  public List<String> end(Duration patience) throws InterruptedException {
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
