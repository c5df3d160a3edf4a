package org.hactl.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.LockView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.view.Asked;
import org.hactl.control.view.Finding;
import org.hactl.control.view.SiteView;

/** The hosts whose generation waits for {@code hactl confirm}; all are confirmed, or none is. */
public final class PendingSite implements AutoCloseable {
  private final Fleet fleet;
  private final EventListener listener;
  private final String operator;
  private final List<HostDialogue> dialogues = new ArrayList<>();

  /**
   * @param operator who asks, in the form {@code ann@desk}
   */
  public PendingSite(Fleet fleet, EventListener listener, String operator) {
    this.fleet = fleet;
    this.listener = listener;
    this.operator = operator;
  }

  /** Whether a site is confirmed that shows an error. */
  public enum Errors {
    REFUSED,
    ACCEPTED
  }

  /**
   * Confirms the hosts that wait.
   *
   * @return the results of the hosts that waited; empty if none did
   * @throws ControlException if a host does not answer, or is being changed, or the site shows an
   *     error that is refused; then nothing was confirmed
   */
  public List<HostResult> confirm(List<String> hosts, Asked asked, Errors errors)
      throws ControlException {
    List<Answer<HostStatus>> answers = answers(hosts);
    List<HostStatus> waiting = waiting(answers);
    if (waiting.isEmpty()) {
      return List.of();
    }
    refuseSilent(answers);
    SiteView view = SiteView.of(answers.stream().map(AgentQueries::forView).toList(), asked);
    listener.on(new HostEvent.SiteViewed(view.findings()));
    if (errors == Errors.REFUSED) {
      refuseErrors(view.findings());
    }
    return end(waiting, "confirm", commit -> commit.end(Optional.empty(), Optional::empty));
  }

  /** Rolls the hosts back that wait; the results are as those of {@link #confirm}. */
  public List<HostResult> rollBack(List<String> hosts) throws ControlException {
    HostFailure why =
        new HostFailure(operator + " asked for it", "hactl status shows what is in force now");
    return end(
        waiting(answers(hosts)),
        "rollback",
        commit -> {
          commit.goBack(why);
          return true;
        });
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

  private List<Answer<HostStatus>> answers(List<String> hosts) {
    try (AgentQueries queries = new AgentQueries(fleet)) {
      return queries.status(hosts);
    }
  }

  private static List<HostStatus> waiting(List<Answer<HostStatus>> answers)
      throws ControlException {
    List<HostStatus> waiting = new ArrayList<>();
    for (Answer<HostStatus> answer : answers) {
      HostStatus status = answer.value();
      if (status == null || !isWaiting(status)) {
        continue;
      }
      LockView lock = status.lock();
      if (lock != null || status.convergence() == Convergence.CONVERGING) {
        throw new ControlException(
            "%s is being changed%s"
                .formatted(answer.host(), lock == null ? "" : " by " + lock.owner()),
            "wait until that run has ended; nothing was changed");
      }
      waiting.add(status);
    }
    return waiting;
  }

  /** A host that does not answer may wait too, and would be the only one to go back. */
  private static void refuseSilent(List<Answer<HostStatus>> answers) throws ControlException {
    List<String> silent =
        answers.stream().filter(each -> each.failure() != null).map(Answer::host).toList();
    if (!silent.isEmpty()) {
      throw new ControlException(
          "%s: no answer; a host that waits and does not answer goes back by itself"
              .formatted(String.join(", ", silent)),
          "name the hosts to confirm, or let all go back: hactl rollback --pending; nothing was"
              + " confirmed");
    }
  }

  private static void refuseErrors(List<Finding> findings) throws ControlException {
    List<Finding> errors =
        findings.stream().filter(each -> each.severity() == Finding.Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      throw new ControlException(
          "the site shows an error: "
              + errors.stream().map(Finding::text).collect(Collectors.joining("; ")),
          "let all hosts go back: hactl rollback --pending; or, if this is not new, confirm with"
              + " --force; nothing was confirmed");
    }
  }

  private interface End {
    boolean of(SiteCommit commit);
  }

  private List<HostResult> end(List<HostStatus> waiting, String purpose, End end)
      throws ControlException {
    List<HostWork> works = new ArrayList<>();
    List<HostPending> hosts = new ArrayList<>();
    String run = UUID.randomUUID().toString();
    for (HostStatus status : waiting) {
      HostWork work = new HostWork(status.host(), listener);
      works.add(work);
      hosts.add(pending(status, work, new Request.Lock(operator, purpose, run, false)));
    }
    try {
      var _ = end.of(new SiteCommit(fleet, List.of(List.copyOf(hosts))));
    } finally {
      hosts.forEach(HostPending::close);
    }
    return works.stream().map(HostWork::result).toList();
  }

  private HostPending pending(HostStatus status, HostWork work, Request.Lock lock)
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
    return new HostPending(fleet, dialogue, work, List.of(), applied);
  }

  @Override
  public void close() {
    dialogues.forEach(HostDialogue::close);
  }
}
