package org.hactl.control.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.Reply;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.host.HostException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the master to hand its role over, then asks the directors until exactly the wanted one is
 * master.
 */
public final class Failover {
  /** More than a master waits for another one before it takes its role back. */
  private static final int INTERVALS = 6;

  private static final long MORE_MILLIS = 5_000;
  static final long UNKNOWN_INTERVAL_MILLIS = 1_000;
  private static final long PAUSE_MILLIS = 100;

  private final Agents agents;
  private final LongSupplier clockMillis;
  private final Pause pause;
  private final Consumer<String> progress;

  /** The agents of the directors. */
  public interface Agents {
    List<Answer<HostStatus>> status(List<String> hosts);

    Answer<Reply.Done> handOver(String host, String router);

    /**
     * Asks for the same, over a connection that is open already, after a talk.
     *
     * @param next the next master
     */
    default Answer<Reply.Done> handOver(String host, String router, String next, Line.Talk before) {
      return handOver(host, router);
    }
  }

  /** Waits; a test does not. */
  @FunctionalInterface
  public interface Pause {
    void millis(long millis) throws InterruptedException;
  }

  public Failover(Agents agents, LongSupplier clockMillis, Pause pause, Consumer<String> progress) {
    this.agents = agents;
    this.clockMillis = clockMillis;
    this.pause = pause;
    this.progress = progress;
  }

  /**
   * @param plan of which nothing is refused
   * @param intervalMillis the advertisement interval; null if not known
   */
  public Outcome run(Preflight plan, @Nullable Long intervalMillis) throws InterruptedException {
    String master = Objects.requireNonNull(plan.master());
    progress.accept("%s hands over %s".formatted(master, String.join(", ", plan.routers())));
    long interval = intervalMillis == null ? UNKNOWN_INTERVAL_MILLIS : intervalMillis;
    AtomicLong askedAt = new AtomicLong(clockMillis.getAsLong());
    Answer<Reply.Done> answer =
        plan.target() == null || !plan.objections().isEmpty()
            ? agents.handOver(master, plan.router())
            : agents.handOver(
                master,
                plan.router(),
                plan.target(),
                (next, now) -> {
                  passOn(plan, interval, next, now);
                  askedAt.set(clockMillis.getAsLong());
                });
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while connections were passed on");
    }
    long asked = askedAt.get();
    if (answer.value() == null) {
      return answer.failure() == null
          ? new Outcome.Refused("it has no agent", "hactl status shows the hosts", false)
          : new Outcome.Refused(
              answer.failure().message(), answer.failure().nextStep(), answer.unreachable());
    }
    long end = asked + INTERVALS * interval + MORE_MILLIS;
    List<String> hosts = new ArrayList<>(List.of(master));
    if (plan.target() != null) {
      hosts.add(plan.target());
    }
    String seen = "";
    while (true) {
      List<Answer<HostStatus>> answers = agents.status(hosts);
      Optional<Outcome> outcome = proof(plan, master, answers, asked);
      if (outcome.isPresent()) {
        return outcome.get();
      }
      String now = states(plan, answers);
      if (!now.equals(seen)) {
        progress.accept(now);
        seen = now;
      }
      if (clockMillis.getAsLong() >= end) {
        return late(plan, master, answers);
      }
      pause.millis(PAUSE_MILLIS);
    }
  }

  private void passOn(Preflight plan, long interval, Line next, Line master) throws HostException {
    try {
      new Prelude(clockMillis, pause, progress)
          .through(plan.routers(), Objects.requireNonNull(plan.target()), interval, next, master);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HostException.failed("interrupted", "hactl status shows who is master");
    }
  }

  private static Optional<Outcome> proof(
      Preflight plan, String master, List<Answer<HostStatus>> answers, long askedMillis) {
    boolean oldLeft =
        plan.routers().stream()
            .allMatch(router ->
                view(answers, master, router).filter(v -> v.state().equals("BACKUP")).isPresent());
    String target = plan.target();
    if (!oldLeft) {
      return Optional.empty();
    }
    if (target == null) {
      return view(answers, master, plan.router())
          .map(RouterView::masterAddress)
          .map(address -> new Outcome.Done(address, age(answers, master, plan, askedMillis)));
    }
    boolean newLeads =
        plan.routers().stream()
            .allMatch(
                router -> view(answers, target, router).filter(RouterView::leads).isPresent());
    return newLeads
        ? Optional.of(new Outcome.Done(target, age(answers, target, plan, askedMillis)))
        : Optional.empty();
  }

  /** How long after the request a host entered its state, by the age of the state on that host. */
  private static long age(
      List<Answer<HostStatus>> answers, String host, Preflight plan, long askedMillis) {
    Answer<HostStatus> answer = answer(answers, host).orElseThrow();
    HostStatus status = Objects.requireNonNull(answer.value());
    long latest =
        plan.routers().stream()
            .flatMap(router -> Preflight.view(status, router).stream())
            .mapToLong(RouterView::sinceMillis)
            .max()
            .orElse(status.nowMillis());
    return Math.max(0, answer.atMillis() - (status.nowMillis() - latest) - askedMillis);
  }

  private static Outcome late(Preflight plan, String master, List<Answer<HostStatus>> answers) {
    boolean kept = view(answers, master, plan.router()).filter(RouterView::leads).isPresent();
    return kept ? new Outcome.Kept(master) : new Outcome.Unproved(states(plan, answers));
  }

  private static String states(Preflight plan, List<Answer<HostStatus>> answers) {
    return String.join(
        ", ",
        answers.stream()
            .map(answer ->
                view(answers, answer.host(), plan.router())
                    .map(view -> "%s is %s".formatted(answer.host(), view.state()))
                    .orElse(answer.host() + " does not answer"))
            .toList());
  }

  private static Optional<Answer<HostStatus>> answer(
      List<Answer<HostStatus>> answers, String host) {
    return answers.stream().filter(each -> each.host().equals(host)).findFirst();
  }

  private static Optional<RouterView> view(
      List<Answer<HostStatus>> answers, String host, String router) {
    return answer(answers, host)
        .flatMap(each -> Optional.ofNullable(each.value()))
        .flatMap(status -> Preflight.view(status, router));
  }
}
