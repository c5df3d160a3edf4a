package org.hactl.control;

import java.util.List;
import java.util.Optional;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostOutcome;
import org.jspecify.annotations.Nullable;

/** The work on one host until it has a result; the first result counts. */
class HostWork {
  private final String host;
  private final EventListener listener;
  private volatile @Nullable HostResult result;

  HostWork(String host, EventListener listener) {
    this.host = host;
    this.listener = listener;
  }

  String host() {
    return host;
  }

  void tell(HostEvent event) {
    listener.on(event);
  }

  /** Whether the host has no result yet. */
  boolean isOpen() {
    return result == null;
  }

  boolean isDone() {
    HostResult ended = result;
    return ended != null && ended.outcome() == HostOutcome.OK;
  }

  boolean hasFailed() {
    return result != null && !isDone();
  }

  /** Whether the run itself kept the host from starting. */
  boolean isNotStarted() {
    HostResult ended = result;
    return ended != null && ended.outcome() == HostOutcome.NOT_STARTED;
  }

  /** Whether the host failed and is back at what it had. */
  boolean hasGoneBack() {
    HostResult ended = result;
    return ended != null && ended.outcome() == HostOutcome.ROLLED_BACK;
  }

  boolean isUnreachable() {
    HostResult ended = result;
    return ended != null && ended.unreachable();
  }

  void end(HostResult ended) {
    if (result == null) {
      result = ended;
      listener.on(new HostEvent.HostEnded(ended));
    }
  }

  HostResult result() {
    HostResult ended = result;
    if (ended == null) {
      throw new IllegalStateException(host + " has not converged");
    }
    return ended;
  }

  /** Leaves this host unchanged, because the given directors may still send to it. */
  void leave(List<String> directors) {
    end(
        HostResult.of(
            host,
            HostException.failed(
                "left as it is: %s, which may still send to it, did not converge"
                    .formatted(String.join(", ", directors)),
                "repair that director or exclude it with --limit, then apply again")));
  }

  /** As {@link HostRun#lock}. */
  Optional<String> lock(HostDialogue dialogue, Request.Lock wanted) {
    if (result == null) {
      try {
        dialogue.lock(wanted);
      } catch (HostException e) {
        if (e instanceof HostException.Refused refused && refused.is(Reply.Failed.LOCKED)) {
          dialogue.working("waiting: " + e.getMessage());
          return Optional.of(host + ": " + e.getMessage());
        }
        end(HostResult.of(host, e));
      }
    }
    return Optional.empty();
  }

  interface HostStep {
    void run() throws HostException, ControlException;
  }

  /** Turns every error on this host into this host's result. */
  void guarded(HostStep step) {
    try {
      step.run();
    } catch (HostException e) {
      end(HostResult.of(host, e));
    } catch (ControlException e) {
      end(HostResult.of(host, HostException.failed(String.valueOf(e.getMessage()), e.nextStep())));
    } catch (RuntimeException | Error e) {
      end(HostResult.of(host, HostException.internal(e)));
    }
  }
}
