package org.hactl.control.drain;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hactl.api.HostStatus;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.drain.HeldDrains.Drained;
import org.hactl.control.hold.Connections;
import org.hactl.control.hold.DrainTarget;
import org.hactl.control.hold.Left;
import org.hactl.control.hold.SiteHolds;
import org.hactl.control.host.HostFailure;
import org.hactl.control.rollout.RunClock;
import org.hactl.control.view.TimeSpans;
import org.hactl.host.Hold;
import org.hactl.host.Hold.ApplyDrain;
import org.hactl.host.Hold.State;
import org.hactl.host.Hold.Word;
import org.hactl.host.Holds;
import org.hactl.host.ServiceNeed;

/**
 * Drains real servers for one apply, and waits until their connections are gone, and later until
 * they are back in service.
 */
public final class BatchDrains {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Directors directors;
  private final RunClock clock;
  private final BiConsumer<String, String> progress;
  private final Terms terms;
  private final HeldDrains held;

  /** The directors of the site, also those that the apply does not change. */
  public interface Directors {
    List<Answer<HostStatus>> status();

    /** As {@code AgentQueries#hold}. */
    List<Answer<List<Hold>>> hold(List<String> hosts, List<Hold> words);
  }

  /**
   * @param who runs the apply, in the form {@code ann@desk}
   * @param max how long connections may take to end
   * @param quorums what a service needs of its real servers, by its name; one if it is missing
   */
  public record Terms(String who, Duration max, Map<String, ServiceNeed> quorums) {}

  /**
   * @param progress gets a host and what happens to it, in words
   */
  public BatchDrains(
      Directors directors, RunClock clock, BiConsumer<String, String> progress, Terms terms) {
    this.directors = directors;
    this.clock = clock;
    this.progress = progress;
    this.terms = terms;
    this.held = new HeldDrains(directors, clock, progress);
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
    Word word = Word.after(known.all(), State.HELD, terms.who(), HeldDrains.WHY, clock.millis());
    return hosts.stream()
        .map(host -> new ApplyDrain(host, HeldDrains.LASTS.toMillis(), word))
        .toList();
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
    List<ApplyDrain> words = words(serving, SiteHolds.of(statuses).newest());
    Optional<HostFailure> failed = held.begin(words, statuses);
    if (failed.isEmpty()) {
      awaitConnections(serving);
    }
    return failed;
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
    Set<String> having = held.find(host).map(Drained::directors).orElse(Set.of());
    Connections told =
        Connections.of(
            DrainTarget.find(host, null, now).map(target -> target.entries(now)).orElse(List.of()));
    return now.keySet().containsAll(having) ? told : told.unknown();
  }

  /** Which of these hosts this apply has drained and not put back. */
  public List<String> of(Collection<String> hosts) {
    return hosts.stream().filter(host -> held.find(host).isPresent()).toList();
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
            .flatMap(host -> held.find(host).stream())
            .flatMap(each -> each.served().stream())
            .toList();
    Optional<HostFailure> failed = HeldDrains.failure("still drains", held.release(hosts), hosts);
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

  /**
   * Ends all drains that this apply has made, and lets it make no more.
   *
   * @return what could not be ended, a sentence for each
   */
  public List<String> end() {
    return held.end();
  }

  /**
   * Likewise, for a process that ends.
   *
   * @param patience a director that does not answer must not keep the operator longer
   */
  public List<String> end(Duration patience) throws InterruptedException {
    return held.end(patience);
  }
}
