package org.hactl.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.hactl.api.Event;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.HostDialogue.ApplyOrder;
import org.hactl.control.host.AgentClient;
import org.hactl.control.host.HostException;
import org.jspecify.annotations.Nullable;

/**
 * An apply whose connection ended before the agent's answer. The agent carries on by itself, so
 * this connects again and asks what became of the generation, until the agent has decided.
 *
 * @param looks how often the agent is asked while it converges
 * @param connects how many connections in a row may fail
 * @param pause between two questions
 */
record LostApply(Fleet fleet, String host, int looks, int connects, Duration pause) {
  /** The newest of these has to be the start of the apply, whatever else happened since. */
  private static final int EVENTS = 1000;

  LostApply(Fleet fleet, String host) {
    this(fleet, host, 900, 3, Duration.ofSeconds(2));
  }

  /**
   * What the agent would have answered; empty if it did not get the request.
   *
   * @param lost why the connection ended
   * @throws HostException if the host cannot be reached, or the agent went back to another
   *     generation
   */
  Optional<Reply.Applied> outcome(ApplyOrder order, HostException lost) throws HostException {
    String digest = order.wanted().digest(fleet.protocol());
    int failed = 0;
    for (int look = 0; look < looks && failed < connects; look++) {
      pauseAfter(look);
      Optional<Word> word = ask(digest, lost);
      failed = word.isPresent() ? 0 : failed + 1;
      if (word.isPresent() && word.get().status().convergence() != Convergence.CONVERGING) {
        return answer(word.get(), digest, order, lost);
      }
    }
    throw lost;
  }

  /**
   * What an agent says after a connection was lost.
   *
   * @param begun whether the newest change of generation there is about the one that was applied
   */
  private record Word(HostStatus status, boolean begun) {}

  /** Empty if the host could not be reached. */
  private Optional<Word> ask(String digest, HostException lost) throws HostException {
    try {
      return Optional.of(Tries.within(2, fleet).first(() -> askOnce(digest)));
    } catch (HostException e) {
      if (e.column() == HostException.RecapColumn.FAILED) {
        throw lost;
      }
      return Optional.empty();
    }
  }

  private Word askOnce(String digest) throws HostException {
    try (HostSession session = fleet.open(host);
        AgentClient agent = session.agent()) {
      // First the events: an apply that begins afterwards is seen in the status.
      boolean begun = begun(agent, digest);
      HostStatus status = agent.status();
      return new Word(status, begun);
    }
  }

  private static boolean begun(AgentClient agent, String digest) throws HostException {
    AtomicReference<Event.@Nullable GenerationChanged> newest = new AtomicReference<>();
    agent.events(
        new Request.Events(EVENTS, 0, false),
        reply -> {
          if (reply instanceof Reply.Happened(Event.GenerationChanged change)) {
            newest.set(change);
          }
        });
    Event.GenerationChanged change = newest.get();
    return change == null || change.digest().equals(digest);
  }

  private static Optional<Reply.Applied> answer(
      Word word, String digest, ApplyOrder order, HostException lost) throws HostException {
    HostStatus status = word.status();
    if (order.inForce() && status.confirmed()) {
      // Nothing shows whether the agent got it.
      return Optional.empty();
    }
    if (status.generationDigest().equals(digest)) {
      return Optional.of(
          new Reply.Applied(
              status.generation(),
              !status.confirmed(),
              order.wanted().size(),
              // The agent's own list is lost.
              order.planned(),
              List.of(),
              /* rolledBack= */ false));
    }
    if (!word.begun() || status.generation() == 0) {
      return Optional.empty();
    }
    throw HostException.failed(
        "%s; generation %d is in force there, which is not the one that was applied"
            .formatted(lost.getMessage(), status.generation()),
        "`hactl events` shows why the agent rolled back; then run apply again");
  }

  private void pauseAfter(int look) throws HostException {
    try {
      fleet.clock().pause(look == 0 ? Duration.ZERO : pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HostException.failed("interrupted while the agent applied", "run apply again");
    }
  }
}
