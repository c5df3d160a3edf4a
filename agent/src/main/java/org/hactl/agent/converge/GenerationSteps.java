package org.hactl.agent.converge;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.store.AuditLog;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.store.Generation;
import org.hactl.api.AuditEntry;
import org.hactl.api.AuditEntry.Outcome;
import org.hactl.api.ChangeView;
import org.hactl.api.Event;
import org.hactl.api.Event.GenerationChanged.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes each step of a generation to the event journal, to the audit log and to the log. */
final class GenerationSteps {
  private static final Logger log = LoggerFactory.getLogger(GenerationSteps.class);

  /** How many changes an entry names. */
  private static final int NAMED = 3;

  private final EventJournal journal;
  private final AuditLog audit;
  private final Clock clock;

  GenerationSteps(AgentDisk disk, Clock clock) {
    this.journal = disk.journal();
    this.audit = disk.audit();
    this.clock = clock;
  }

  void note(Generation generation, Step step, String detail) {
    long now = clock.millis();
    journal.add(
        new Event.GenerationChanged(now, generation.number(), generation.digest(), step, detail));
    note(generation, now, outcome(step), detail);
  }

  /** The host has reached the generation by these changes. */
  void noteConverged(Generation generation, List<ChangeView> changes) {
    note(generation, Step.CONVERGED, made(changes));
  }

  /** The changes by name, without their values. */
  private static String made(List<ChangeView> changes) {
    String first =
        changes.stream()
            .limit(NAMED)
            .map(change -> change.action().name().toLowerCase(Locale.ROOT) + " " + change.id())
            .collect(Collectors.joining(", "));
    return changes.size() > NAMED
        ? "%s and %d more".formatted(first, changes.size() - NAMED)
        : first;
  }

  /** The generation was in force already, and belongs to another version of the site now. */
  void noteSameState(Generation generation) {
    note(generation, clock.millis(), Outcome.SAME_STATE, "");
  }

  private void note(Generation generation, long nowMillis, Outcome outcome, String detail) {
    audit.add(AuditEntry.of(nowMillis, generation.number(), outcome, detail, generation.version()));
    log.atInfo()
        .addKeyValue("generation", generation.number())
        .addKeyValue("step", outcome.name().toLowerCase(Locale.ROOT))
        .addKeyValue("detail", detail)
        .log("generation");
  }

  private static Outcome outcome(Step step) {
    return switch (step) {
      case BEGUN -> Outcome.BEGUN;
      case CONVERGED -> Outcome.CONVERGED;
      case CONFIRMED -> Outcome.CONFIRMED;
      case ROLLED_BACK -> Outcome.ROLLED_BACK;
    };
  }
}
