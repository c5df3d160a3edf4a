package org.hactl.agent.converge;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.hactl.agent.converge.role.Predecessor;
import org.hactl.agent.converge.time.DeadManTimer;
import org.hactl.agent.store.CurrentGeneration;
import org.hactl.agent.store.Generation;
import org.hactl.agent.store.GenerationStore;
import org.hactl.agent.store.StateFolder;
import org.hactl.agent.store.Superseded;
import org.hactl.api.Event.GenerationChanged.Step;
import org.hactl.api.Request.Extend.Stage;
import org.hactl.api.SiteVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the pending generation is confirmed: at the word of its run; because another director has
 * confirmed the same version of the site; or by the host itself, at the end of its time, if its run
 * has said that the site stays.
 */
public final class Confirmation {
  private static final Logger log = LoggerFactory.getLogger(Confirmation.class);

  private final GenerationStore store;
  private final Superseded superseded;
  private final CurrentGeneration current;
  private final Converger converger;
  private final Settling settling;
  private final StateErrors stateErrors;
  private final Predecessor predecessor;
  private final GenerationSteps steps;
  private final DeadManTimer timer;
  private final GenerationLock lock;
  private final RunStage stage = new RunStage();

  Confirmation(
      StateFolder folder,
      CurrentGeneration current,
      Converger converger,
      Settling settling,
      StateErrors stateErrors,
      Predecessor predecessor,
      GenerationSteps steps,
      DeadManTimer timer,
      GenerationLock lock) {
    this.store = folder.generations();
    this.superseded = folder.superseded();
    this.current = current;
    this.converger = converger;
    this.settling = settling;
    this.stateErrors = stateErrors;
    this.predecessor = predecessor;
    this.steps = steps;
    this.timer = timer;
    this.lock = lock;
  }

  RunStage stage() {
    return stage;
  }

  /**
   * Confirms the pending generation. The caller has the lock.
   *
   * @param why empty at the word of its run
   */
  void confirm(String why) throws IOException {
    long before = store.confirmed().map(Generation::number).orElse(0L);
    store.confirm();
    if (converger.confirmed()) {
      settling.begin(before);
    }
    timer.disarm();
    stateErrors.mend();
    superseded.remove();
    predecessor.forget();
    steps.note(store.confirmed().orElseThrow(), Step.CONFIRMED, why);
  }

  /** Whether the pending generation is confirmed at the end of its time, and not rolled back. */
  public boolean isByItself() {
    return current.pending().filter(each -> stage.is(each.number(), Stage.DECIDED)).isPresent();
  }

  /** The time is over; whether the generation is confirmed now. The caller has the lock. */
  boolean byItself() {
    return isByItself() && keep("the site keeps it, and its run was not heard again");
  }

  /**
   * The version of the site that waits here, if its run has come to the confirmation: this host
   * follows a director that has confirmed it.
   */
  public Optional<SiteVersion> following() {
    return current
        .pending()
        .filter(each -> stage.is(each.number(), Stage.REACHED))
        .map(Generation::version);
  }

  /** Confirms the version that waits here, because that director has. Never waits for a client. */
  public void follow(String director, long serial) {
    lock.ifIdle(() -> {
      if (following().filter(waits -> waits.serial() == serial).isPresent()) {
        boolean _ = keep("%s has confirmed serial %d".formatted(director, serial));
      }
    });
  }

  /** Without a word of the run; false if the disk refuses. */
  private boolean keep(String why) {
    try {
      confirm(why);
      return true;
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("error", e.toString())
          .addKeyValue("why", why)
          .log("a generation could not be confirmed on disk");
      return false;
    }
  }

  /**
   * How far the run has come that this host waits for, as the run has told it. Kept in memory
   * alone: a generation that waits when the agent ends is rolled back. Safe for use from any
   * thread.
   */
  static final class RunStage {
    private long generation;
    private Stage stage = Stage.WORKING;

    /** A run has begun with this generation, perhaps once more. */
    synchronized void begin(long number) {
      generation = number;
      stage = Stage.WORKING;
    }

    /** A later sign of life takes nothing back. */
    synchronized void told(long number, Stage said) {
      if (generation == number && said.compareTo(stage) > 0) {
        stage = said;
      }
    }

    /** Whether the run has come so far with this generation. */
    synchronized boolean is(long number, Stage least) {
      return generation == number && stage.compareTo(least) >= 0;
    }

    /**
     * How long the host waits for another word of the run.
     *
     * @param confirmWithin as the run has asked for
     */
    synchronized Duration patience(Duration confirmWithin) {
      // Directors that were not told hear of the confirmation before their own time is over.
      return stage == Stage.DECIDED ? confirmWithin.dividedBy(2) : confirmWithin;
    }
  }
}
