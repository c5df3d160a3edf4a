package org.hactl.agent.converge;

import java.util.Locale;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.store.Generation;
import org.hactl.api.Event;
import org.hactl.api.Event.GenerationChanged.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes each step of a generation to the event journal and to the log. */
final class GenerationSteps {
  private static final Logger log = LoggerFactory.getLogger(GenerationSteps.class);

  private final EventJournal journal;
  private final Clock clock;

  GenerationSteps(EventJournal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  void note(Generation generation, Step step, String detail) {
    journal.add(
        new Event.GenerationChanged(
            clock.millis(), generation.number(), generation.digest(), step, detail));
    log.atInfo()
        .addKeyValue("generation", generation.number())
        .addKeyValue("step", step.name().toLowerCase(Locale.ROOT))
        .addKeyValue("detail", detail)
        .log("generation");
  }
}
