package org.hactl.agent.converge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hactl.agent.store.CurrentGeneration;
import org.hactl.agent.store.Generation;
import org.hactl.agent.store.GenerationStore;
import org.hactl.agent.store.Superseded;
import org.hactl.api.ChangeView;
import org.hactl.api.Event.GenerationChanged.Step;
import org.hactl.api.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the host from its pending generation back to the last confirmed one. */
record GenerationRollback(
    GenerationStore store,
    CurrentGeneration current,
    Superseded superseded,
    Converger converger,
    StateErrors stateErrors,
    GenerationSteps steps) {
  private static final Logger log = LoggerFactory.getLogger(GenerationRollback.class);

  /**
   * How a rollback ended.
   *
   * @param errors those that led to it, and those on the way back
   * @param complete whether the host is back as a whole
   */
  record Back(List<ChangeView> changes, List<String> errors, boolean complete) {}

  Back now(String why, List<String> errors, Consumer<Reply.Progress> progress) {
    Generation given = store.pending().orElseThrow();
    Converger.Reached back =
        converger.back(current.confirmedState(), stateErrors.unnamed(), progress);
    List<String> all = new ArrayList<>(errors);
    back.errors().forEach(error -> all.add("while going back: " + error));
    try {
      current.abandon(given);
      superseded.remove();
    } catch (IOException e) {
      all.add(GenerationReplies.unwritable(e));
    }
    steps.note(given, Step.ROLLED_BACK, errors.isEmpty() ? why : why + ": " + errors.getFirst());
    return new Back(back.changes(), List.copyOf(all), back.errors().isEmpty());
  }

  /**
   * At a start, rolls back a generation that was not confirmed when the agent ended, and only then
   * removes it from disk, so that another crash in between does no harm. If it cannot be removed,
   * it is out of force all the same, so that it cannot be confirmed, and the next start rolls it
   * back again.
   */
  void atStart() {
    if (!store.hasPending()) {
      return;
    }
    Optional<Generation> pending = store.pending();
    converger.back(current.confirmedState(), stateErrors.unnamed(), _ -> {});
    try {
      if (pending.isPresent()) {
        current.abandon(pending.get());
      } else {
        store.abandon();
      }
      superseded.remove();
    } catch (IOException e) {
      log.atError()
          .addKeyValue("error", e.getMessage())
          .log("cannot remove a rolled-back generation from disk");
    }
    pending.ifPresent(
        each -> steps.note(each, Step.ROLLED_BACK, "the agent restarted before it was confirmed"));
  }
}
