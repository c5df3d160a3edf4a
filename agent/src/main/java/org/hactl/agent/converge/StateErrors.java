package org.hactl.agent.converge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.store.GenerationStore;
import org.hactl.agent.store.HoldStore;
import org.hactl.agent.store.OwnershipJournal;
import org.hactl.agent.store.StateError;
import org.hactl.api.ChangeView;
import org.hactl.api.Event;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.hactl.reconcile.WantedResources.Unnamed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of its own state that the agent cannot read. Until an apply has replaced them, the
 * agent removes nothing from the host: an unreadable part may name any resource.
 */
public final class StateErrors {
  private static final Logger log = LoggerFactory.getLogger(StateErrors.class);
  private static final String KIND = "state";

  private final GenerationStore store;
  private final OwnershipJournal ownership;
  private final HoldStore holds;

  StateErrors(GenerationStore store, OwnershipJournal ownership, HoldStore holds) {
    this.store = store;
    this.ownership = ownership;
    this.holds = holds;
  }

  /** The errors; empty if everything can be read, and on a host that never had a generation. */
  public List<StateError> all() {
    List<StateError> errors = new ArrayList<>(store.errors());
    errors.addAll(ownership.errors());
    errors.addAll(holds.errors());
    if (store.isNew() && !ownership.all().isEmpty()) {
      errors.add(
          StateError.damaged(
              "current",
              "is missing, and so are all generations, but hactl has changed this host"));
    }
    return errors.stream().distinct().toList();
  }

  /** What happens to resources that hactl created and the readable state does not name. */
  Unnamed unnamed() {
    return all().isEmpty() ? Unnamed.REMOVED : Unnamed.KEPT;
  }

  /** The changes of an apply, with the files that it mends. */
  List<ChangeView> with(List<ChangeView> changes) {
    List<ChangeView> all = new ArrayList<>();
    for (StateError error : all()) {
      FieldChange content = new FieldChange("content", error.reason(), "the new generation");
      all.add(new ChangeView(new ResourceId(KIND, error.file()), Action.UPDATE, List.of(content)));
    }
    all.addAll(changes);
    return all;
  }

  /** Forgets the errors, because a new generation is confirmed. */
  void mend() throws IOException {
    ownership.clearErrors();
    holds.mend();
  }

  /** Reports the errors in the log and the event journal. */
  void report(EventJournal journal, long nowMillis) {
    for (StateError error : all()) {
      log.atError()
          .addKeyValue("file", error.file())
          .addKeyValue("reason", error.reason())
          .log("the agent cannot read its state; nothing is removed until the next apply");
      journal.add(new Event.StateUnreadable(nowMillis, error.file(), error.reason()));
    }
  }
}
