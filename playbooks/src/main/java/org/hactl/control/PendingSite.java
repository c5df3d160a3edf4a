package org.hactl.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.LockView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.rollout.Interrupted;
import org.hactl.control.rollout.Standing;
import org.hactl.control.view.Asked;
import org.hactl.control.view.Finding;
import org.hactl.control.view.SiteView;

/** The hosts whose generation waits for {@code hactl confirm}; all are confirmed, or none is. */
public final class PendingSite implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final Fleet fleet;
  private final EventListener listener;
  private final String operator;
  private final List<HostDialogue> dialogues = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private List<Waiting> hosts = List.of();
  private boolean ending;
  private boolean interrupted;

  /**
   * @param operator who asks, in the form {@code ann@desk}
   */
  public PendingSite(Fleet fleet, EventListener listener, String operator) {
    this.fleet = fleet;
    this.listener = listener;
    this.operator = operator;
  }

  /** Whether a site is confirmed that shows an error, or of which a host does not answer. */
  public enum Errors {
    REFUSED,
    ACCEPTED
  }

  /** A host that waits, with the connection that has its lock. */
  private record Waiting(HostWork work, HostPending pending) {}

  /** The operator has left before the end began: the hosts go on waiting. */
  private static final class Left extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Confirms the hosts that wait.
   *
   * @return the results of the hosts that waited, and of those that did not answer
   * @throws ControlException if a host is being changed, or, unless that is accepted, if one does
   *     not answer or the site shows an error; then nothing was confirmed
   */
  public List<HostResult> confirm(List<String> hosts, Asked asked, Errors errors)
      throws ControlException {
    List<Answer<HostStatus>> answers = settled(hosts);
    List<HostStatus> waiting = waiting(answers);
    if (!waiting.isEmpty()) {
      if (errors == Errors.REFUSED) {
        refuseSilent(answers, waiting);
      }
      SiteView view = SiteView.of(answers.stream().map(AgentQueries::forView).toList(), asked);
      listener.on(new HostEvent.SiteViewed(view.findings()));
      if (errors == Errors.REFUSED) {
        refuseErrors(view.findings());
      }
    }
    return end(answers, waiting, "confirm", commit -> commit.end(Optional.empty(), this::begin));
  }

  /** Rolls the hosts back that wait; the results are as those of {@link #confirm}. */
  public List<HostResult> rollBack(List<String> hosts) throws ControlException {
    HostFailure why =
        new HostFailure(operator + " asked for it", "hactl status shows what is in force now");
    List<Answer<HostStatus>> answers = settled(hosts);
    return end(
        answers,
        waiting(answers),
        "rollback",
        commit -> {
          var _ = begin();
          commit.goBack(why);
          return true;
        });
  }

  /** From here on the hosts are confirmed, or go back; a part of them would be a mixture. */
  private synchronized Optional<HostFailure> begin() {
    if (interrupted) {
      throw new Left();
    }
    ending = true;
    return Optional.empty();
  }

  /**
   * Tells where each host stands, because the operator wants to leave. What has begun goes on.
   * Called by another thread.
   *
   * @param patience how long to wait for the end of what has begun
   */
  public Interrupted interrupt(Duration patience) throws InterruptedException {
    boolean begun;
    List<Waiting> those;
    synchronized (this) {
      interrupted = true;
      begun = ending;
      those = hosts;
    }
    if (begun) {
      var _ = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
    Map<String, Standing> standings = new LinkedHashMap<>();
    those.forEach(host ->
        standings.put(
            host.work().host(),
            host.work().isOpen() ? host.pending().waits() : host.work().result().standing()));
    return new Interrupted(standings, List.of());
  }

  /**
   * Refuses to go back by one serial while hosts wait: they keep the serial that waits only when it
   * is confirmed, so the serial before it would be skipped.
   *
   * @throws ControlException if one of these hosts waits for its confirmation
   */
  public static void refuseWaiting(List<Answer<HostStatus>> answers) throws ControlException {
    List<String> waiting =
        answers.stream()
            .filter(each -> each.value() != null && isWaiting(each.value()))
            .map(Answer::host)
            .toList();
    if (!waiting.isEmpty()) {
      throw new ControlException(
          "%s: waiting for a confirmation; what was in force before is not the serial before"
              .formatted(String.join(", ", waiting)),
          "to undo what waits: hactl rollback --pending; to go back further: hactl rollback --serial"
              + " NUMBER; nothing was changed");
    }
  }

  private static boolean isWaiting(HostStatus status) {
    return !status.confirmed() && status.generation() != 0;
  }

  /**
   * What the hosts answer when no run changes one of them, or when the time to wait for that is
   * over.
   *
   * @throws ControlException if one is being changed then
   */
  private List<Answer<HostStatus>> settled(List<String> hosts) throws ControlException {
    Fleet.LockPolicy locks = fleet.locks();
    try (AgentQueries queries = new AgentQueries(fleet)) {
      for (Duration waited = Duration.ZERO; ; waited = waited.plus(BETWEEN)) {
        List<Answer<HostStatus>> answers = queries.status(hosts);
        Optional<String> busy = busy(answers, locks.breaksOthers());
        if (busy.isEmpty()) {
          return answers;
        }
        if (waited.compareTo(locks.within()) >= 0) {
          throw new ControlException(
              busy.get(),
              "wait until that run has ended, or let this command wait: --wait 5m; if that run is"
                  + " gone: --break-lock; nothing was changed");
        }
        fleet.clock().pause(BETWEEN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlException(
          "interrupted while waiting for another run", "nothing was changed");
    }
  }

  private static Optional<String> busy(List<Answer<HostStatus>> answers, boolean breaksLocks) {
    for (Answer<HostStatus> answer : answers) {
      HostStatus status = answer.value();
      if (status != null && isWaiting(status)) {
        LockView lock = status.lock();
        if (lock != null && !breaksLocks || status.convergence() == Convergence.CONVERGING) {
          return Optional.of(
              "%s is being changed%s"
                  .formatted(answer.host(), lock == null ? "" : " by " + lock.owner()));
        }
      }
    }
    return Optional.empty();
  }

  private static List<HostStatus> waiting(List<Answer<HostStatus>> answers) {
    return answers.stream()
        .flatMap(answer -> Optional.ofNullable(answer.value()).stream())
        .filter(PendingSite::isWaiting)
        .toList();
  }

  /** A host that waits and does not answer may be the only one to go back. */
  private static void refuseSilent(List<Answer<HostStatus>> answers, List<HostStatus> waiting)
      throws ControlException {
    List<String> silent =
        answers.stream().filter(each -> each.failure() != null).map(Answer::host).toList();
    if (!silent.isEmpty()) {
      String hosts = String.join(", ", silent);
      throw new ControlException(
          "%s: no answer; a host that waits and does not answer goes back by itself"
              .formatted(hosts),
          "if %s was down or left out already when the site was applied: hactl confirm --force"
                  .formatted(hosts)
              + " confirms %s, and the next hactl apply finishes the rest;"
                  .formatted(
                      waiting.stream().map(HostStatus::host).collect(Collectors.joining(", ")))
              + " or let all go back: hactl rollback --pending; nothing was confirmed");
    }
  }

  private static void refuseErrors(List<Finding> findings) throws ControlException {
    List<Finding> errors =
        findings.stream()
            .filter(each -> each.severity() == Finding.Severity.ERROR)
            // To confirm the rest is what mends it.
            .filter(each -> each.kind() != Finding.Kind.HALF_CONFIRMED)
            .toList();
    if (errors.isEmpty()) {
      return;
    }
    boolean left = errors.stream().allMatch(each -> each.kind() == Finding.Kind.OLDER_SITE);
    throw new ControlException(
        "the site shows an error: "
            + errors.stream()
                .map(each -> each.text() + ": " + each.cause())
                .collect(Collectors.joining("; ")),
        (left
                ? "if the apply said that it left out or lost a host, that is why: hactl confirm"
                    + " --force confirms what waits, and the next hactl apply finishes the rest;"
                : "if that was so before the apply: hactl confirm --force confirms what waits;")
            + " or let all hosts go back: hactl rollback --pending; nothing was confirmed");
  }

  private interface End {
    boolean of(SiteCommit commit);
  }

  private List<HostResult> end(
      List<Answer<HostStatus>> answers, List<HostStatus> waiting, String purpose, End end)
      throws ControlException {
    List<Waiting> all = new ArrayList<>();
    String run = UUID.randomUUID().toString();
    Request.Lock lock = new Request.Lock(operator, purpose, run, fleet.locks().breaksOthers());
    try {
      for (HostStatus status : waiting) {
        all.add(pending(status, new HostWork(status.host(), listener), lock));
      }
      synchronized (this) {
        hosts = List.copyOf(all);
      }
      var _ = end.of(new SiteCommit(fleet, List.of(all.stream().map(Waiting::pending).toList())));
    } catch (Left e) {
      all.forEach(host -> host.pending().leaveWaiting());
    } finally {
      ended.countDown();
      all.forEach(host -> host.pending().close());
    }
    List<HostResult> results =
        new ArrayList<>(all.stream().map(each -> each.work().result()).toList());
    answers.stream()
        .filter(each -> each.failure() != null)
        .map(PendingSite::silent)
        .forEach(results::add);
    return results;
  }

  private static HostResult silent(Answer<HostStatus> answer) {
    HostFailure failure = Objects.requireNonNull(answer.failure());
    HostFailure told =
        new HostFailure(
            failure.message(),
            "if it waits for its confirmation, it goes back by itself; " + failure.nextStep());
    HostOutcome outcome = answer.unreachable() ? HostOutcome.UNREACHABLE : HostOutcome.FAILED;
    return new HostResult(answer.host(), outcome, 0, List.of(), List.of(), 0, told)
        .at(Standing.of(Standing.Kind.UNKNOWN));
  }

  private Waiting pending(HostStatus status, HostWork work, Request.Lock lock)
      throws ControlException {
    HostDialogue dialogue = new HostDialogue(fleet, listener, status.host());
    dialogues.add(dialogue);
    try {
      dialogue.with(dialogue.open().agent());
      dialogue.lock(lock);
    } catch (HostException e) {
      throw new ControlException(
          "%s: %s".formatted(status.host(), e.getMessage()),
          e.nextStep() + "; nothing was changed");
    }
    Reply.Applied applied =
        new Reply.Applied(status.generation(), true, 0, List.of(), List.of(), false);
    return new Waiting(
        work, new HostPending(fleet, dialogue, work, List.of(), applied, left(status)));
  }

  /** How long the host still waits, by its own clock. */
  private Duration left(HostStatus status) {
    Long until = status.confirmUntilMillis();
    return until == null
        ? fleet.confirmWithin()
        : Duration.ofMillis(Math.max(0, until - status.nowMillis()));
  }

  @Override
  public void close() {
    dialogues.forEach(HostDialogue::close);
  }
}
