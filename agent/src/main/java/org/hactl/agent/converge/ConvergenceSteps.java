package org.hactl.agent.converge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.hactl.agent.converge.time.Clock;
import org.hactl.api.ChangeView;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.api.Reply;
import org.hactl.reconcile.Pass;
import org.hactl.reconcile.PassOutcome;
import org.hactl.reconcile.WantedResources;

/** The steps of one convergence: what they changed so far, and what went wrong. */
final class ConvergenceSteps {
  /** A step that may fail. */
  @FunctionalInterface
  interface Attempt {
    void run() throws IOException;
  }

  private final Consumer<Reply.Progress> progress;
  private final ProgressRelay relay;
  private final Clock clock;
  private final List<ChangeView> changes = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  ConvergenceSteps(Consumer<Reply.Progress> progress, ProgressRelay relay, Clock clock) {
    this.progress = progress;
    this.relay = relay;
    this.clock = clock;
  }

  boolean pass(Worker worker, WantedResources want, Pass.Extent part, boolean stopAtError) {
    return pass(worker, worker.kinds(), want, part, stopAtError);
  }

  boolean pass(
      Worker worker,
      Set<String> kinds,
      WantedResources want,
      Pass.Extent part,
      boolean stopAtError) {
    Cause cause = new Cause(FoundBy.SCHEDULE, false, clock.nanos());
    relay.to(progress);
    try {
      PassOutcome outcome =
          worker
              .run(
                  want,
                  // The plan of an apply has just looked; a rollback looks for itself.
                  new Pass(kinds, part, stopAtError, stopAtError),
                  cause,
                  new ProgressLines(progress))
              .join();
      outcome.done().stream()
          .filter(PassOutcome.Done::applied)
          .forEach(done -> changes.add(PassLog.view(done.change())));
      errors.addAll(outcome.errors());
    } catch (CompletionException e) {
      errors.add(ErrorText.of(e));
    } finally {
      relay.stop();
    }
    return errors.isEmpty();
  }

  boolean attempt(Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException | IllegalArgumentException e) {
      errors.add(ErrorText.of(e));
    }
    return errors.isEmpty();
  }

  void changed(ChangeView change) {
    changes.add(change);
    progress.accept(new Reply.Progress(change.id().toString(), change, true));
  }

  Converger.Reached result() {
    return new Converger.Reached(changes, errors);
  }
}
