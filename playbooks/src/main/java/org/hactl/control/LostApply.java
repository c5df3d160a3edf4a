package org.hactl.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hactl.api.ChangeView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostState;

/**
 * An apply whose connection ended before the agent's answer. The agent carries on by itself, so
 * this connects again and asks what became of the generation, until the agent has decided.
 *
 * @param looks how often the agent is asked while it converges
 * @param connects how many connections in a row may fail
 * @param pause between two questions
 */
record LostApply(Fleet fleet, String host, int looks, int connects, Duration pause) {
  LostApply(Fleet fleet, String host) {
    this(fleet, host, 900, 3, Duration.ofSeconds(2));
  }

  /**
   * What the agent would have answered.
   *
   * @param planned the changes of the plan; the agent's own list is lost
   * @param lost why the connection ended
   * @throws HostException if the host cannot be reached, or the generation is not in force there
   */
  Reply.Applied outcome(HostState wanted, List<ChangeView> planned, HostException lost)
      throws HostException {
    int failed = 0;
    for (int look = 0; look < looks && failed < connects; look++) {
      pauseAfter(look);
      Optional<HostStatus> status = ask(lost);
      failed = status.isPresent() ? 0 : failed + 1;
      if (status.isPresent() && status.get().convergence() != Convergence.CONVERGING) {
        return answer(status.get(), wanted, planned, lost);
      }
    }
    throw lost;
  }

  /** Empty if the host could not be reached. */
  private Optional<HostStatus> ask(HostException lost) throws HostException {
    try (HostSession session = fleet.open(host);
        AgentClient agent = session.agent()) {
      return Optional.of(agent.ask(new Request.Status(), Reply.Status.class, _ -> {}).status());
    } catch (HostException e) {
      if (e.column() == HostException.RecapColumn.FAILED) {
        throw lost;
      }
      return Optional.empty();
    }
  }

  private Reply.Applied answer(
      HostStatus status, HostState wanted, List<ChangeView> planned, HostException lost)
      throws HostException {
    if (!status.generationDigest().equals(fleet.protocol().digest(wanted))) {
      throw HostException.failed(
          "%s; generation %d is in force there, which is not the one that was applied"
              .formatted(lost.getMessage(), status.generation()),
          "`hactl events` shows why the agent rolled back; then run apply again");
    }
    return new Reply.Applied(
        status.generation(),
        !status.confirmed(),
        HostPlan.size(wanted),
        planned,
        List.of(),
        /* rolledBack= */ false);
  }

  private void pauseAfter(int look) throws HostException {
    try {
      Thread.sleep(look == 0 ? Duration.ZERO : pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HostException.failed("interrupted while the agent applied", "run apply again");
    }
  }
}
