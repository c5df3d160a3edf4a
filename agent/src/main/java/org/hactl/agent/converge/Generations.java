package org.hactl.agent.converge;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hactl.agent.converge.role.Predecessor;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.converge.time.DeadManTimer;
import org.hactl.agent.converge.time.LaterTasks;
import org.hactl.agent.store.CurrentGeneration;
import org.hactl.agent.store.Generation;
import org.hactl.agent.store.GenerationStore;
import org.hactl.agent.store.StateFolder;
import org.hactl.api.ChangeView;
import org.hactl.api.Event.GenerationChanged.Step;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the host from one generation to the next, as a whole or not at all. The agent stores a
 * generation as pending, the host converges to it, and the generation waits for its confirmation.
 * After any failure until then, including a crash of the agent, the host goes back to the last
 * confirmed generation.
 *
 * <p>Only one apply, confirmation or rollback runs at a time: a second client gets the error {@code
 * busy}.
 */
public final class Generations {
  private static final Logger log = LoggerFactory.getLogger(Generations.class);

  private final GenerationStore store;
  private final StateErrors stateErrors;
  private final CurrentGeneration current;
  private final Converger converger;
  private final Targets targets;
  private final GenerationSteps steps;
  private final GenerationRollback rollback;
  private final ObjectMapper mapper;
  private final Clock clock;
  private final Predecessor predecessor;
  private final DeadManTimer timer;
  private final GenerationLock lock;
  private final Settling settling;
  private final Confirmation confirmation;
  private final PlannedState planned;

  Generations(
      StateFolder folder,
      StateErrors stateErrors,
      Converger converger,
      Targets targets,
      AgentDisk disk,
      Clock clock,
      LaterTasks later,
      Predecessor predecessor) {
    this.store = folder.generations();
    this.stateErrors = stateErrors;
    this.current = new CurrentGeneration(store);
    this.converger = converger;
    this.targets = targets;
    this.steps = new GenerationSteps(disk, clock);
    this.rollback =
        new GenerationRollback(store, current, folder.superseded(), converger, stateErrors, steps);
    this.mapper = disk.mapper();
    this.clock = clock;
    this.predecessor = predecessor;
    this.timer = new DeadManTimer(later, clock);
    this.planned = new PlannedState(clock::nanos);
    this.lock = new GenerationLock(clock);
    this.settling = new Settling(folder.grace(), converger, lock, clock, later);
    this.confirmation =
        new Confirmation(
            folder, current, converger, settling, stateErrors, predecessor, steps, timer, lock);
  }

  /** The generation in force: the pending one, or else the confirmed one. */
  public Optional<Generation> current() {
    return current.get();
  }

  public Optional<Generation> confirmed() {
    return store.confirmed();
  }

  /** All generations on disk. */
  public GenerationStore store() {
    return store;
  }

  /** The number of the pending generation, 0 for none. */
  public long pendingNumber() {
    return current.pending().map(Generation::number).orElse(0L);
  }

  /** Whether the generation in force is the confirmed one. */
  public boolean isConfirmed() {
    return current.isConfirmed();
  }

  /** The version of the site that the pending generation is part of. */
  public Optional<SiteVersion> pendingVersion() {
    return current.pending().map(Generation::version);
  }

  /** When a generation that waits for its confirmation is rolled back, by the wall clock. */
  public OptionalLong confirmUntilMillis() {
    return pendingNumber() == 0 ? OptionalLong.empty() : timer.endMillis();
  }

  /** How the pending generation is confirmed. */
  public Confirmation confirmation() {
    return confirmation;
  }

  public boolean isConverging() {
    return lock.isBusy();
  }

  /**
   * Runs a short action, unless an apply or a rollback is running. A new apply waits for the end of
   * the action.
   */
  void ifIdle(Runnable what) {
    lock.ifIdle(what);
  }

  GenerationLock lock() {
    return lock;
  }

  public Reply plan(HostState asked) {
    HostState state = planned.shared(asked, targets.network());
    String digest = digest(state);
    Reply.Plan plan = plan(state, digest, false);
    planned.keep(state, digest);
    return plan;
  }

  private String digest(HostState state) {
    return planned.digest(state, each -> HostJson.digest(mapper, each));
  }

  private Reply.Plan plan(HostState state, String digest, boolean recalls) {
    Reply.Plan plan = converger.plan(state, isInForce(digest), recalls);
    return plan.with(
        stateErrors.with(plan.changes()),
        store.confirmed().map(Generation::version).orElse(null),
        targets.holds().all());
  }

  /** Whether the generation with this digest is confirmed and can be read again after a restart. */
  private boolean isInForce(String digest) {
    return stateErrors.all().isEmpty() && current.isConfirmed(digest);
  }

  public Reply apply(Request.Apply request, Consumer<Reply.Progress> progress) {
    if (!lock.enter()) {
      return GenerationReplies.busy();
    }
    try {
      HostState state = planned.shared(request.state(), targets.network());
      String digest = digest(state);
      Reply.Plan plan = plan(state, digest, planned.hasJustLooked());
      if (!plan.problems().isEmpty()) {
        return applied(false, List.of(), plan.problems(), false);
      }
      if (isInForce(digest)) {
        Converger.Reached result = converger.forward(state, progress);
        if (converger.confirmed()) {
          settling.beginAgain();
        }
        if (request.version() != null && !result.failed() && current.version(request.version())) {
          steps.noteSameState(store.confirmed().orElseThrow());
        }
        return applied(false, result.changes(), result.errors(), false);
      }
      return begin(request, state, digest, progress);
    } catch (IOException e) {
      return applied(false, List.of(), List.of(GenerationReplies.unwritable(e)), false);
    } finally {
      lock.leave();
    }
  }

  /**
   * Confirms a generation. Returns empty if it is confirmed now or already was, else the reason why
   * not.
   */
  public Optional<Reply.Failed> confirm(long number) {
    // A second try to confirm comes while the first one still writes.
    if (!lock.enterSoon()) {
      return Optional.of(GenerationReplies.busy());
    }
    try {
      if (current.isPending(number)) {
        confirmation.confirm("");
      }
      return current.isConfirmed(number)
          ? Optional.empty()
          : Optional.of(GenerationReplies.unknown(number));
    } catch (IOException e) {
      return Optional.of(GenerationReplies.notOnDisk(number, e));
    } finally {
      lock.leave();
    }
  }

  /** See {@link Settling#goOn}. */
  void goOnSettling() {
    settling.goOn();
  }

  /** Begins the time for the confirmation again. Returns empty if it has, else the reason. */
  public Optional<Reply.Failed> extend(Request.Extend request) {
    if (!lock.enterSoon()) {
      return Optional.of(GenerationReplies.busy());
    }
    try {
      if (!current.isPending(request.generation())) {
        return Optional.of(GenerationReplies.unknown(request.generation()));
      }
      confirmation.stage().told(request.generation(), request.at());
      arm(request.confirmWithinMillis());
      return Optional.empty();
    } finally {
      lock.leave();
    }
  }

  private void arm(long confirmWithinMillis) {
    timer.arm(
        confirmation.stage().patience(Duration.ofMillis(confirmWithinMillis)), this::unconfirmed);
  }

  public Reply rollback(long number, Consumer<Reply.Progress> progress) {
    if (!lock.enter()) {
      return GenerationReplies.busy();
    }
    try {
      if (current.isPending(number)) {
        return rollBack("a rollback was asked for", List.of(), List.of(), progress);
      }
      return current.isConfirmed(number)
          ? GenerationReplies.confirmed(number)
          : GenerationReplies.unknown(number);
    } finally {
      lock.leave();
    }
  }

  /** The state that the host starts from: the confirmed one. */
  public HostState confirmedState() {
    return current.confirmedState();
  }

  /**
   * Rolls back a generation that was not confirmed when the agent ended; in the background, because
   * it may take long. An apply meanwhile gets the error {@code busy}.
   */
  void giveUpPendingInBackground() {
    if (store.hasPending()) {
      lock.inBackground("give-up", rollback::atStart);
    } else {
      predecessor.forget();
    }
  }

  private Reply begin(
      Request.Apply request, HostState state, String digest, Consumer<Reply.Progress> progress)
      throws IOException {
    Generation generation = current.begin(state, digest, clock.millis(), request.version());
    String adopts = request.adopts();
    predecessor.forget();
    confirmation.stage().begin(generation.number());
    steps.note(generation, Step.BEGUN, adopts == null ? "" : "adopts " + adopts);
    // No scheduled pass may run between an apply that failed and its rollback.
    try (WorkQueue.Hold _ = converger.hold()) {
      return begin(generation, adopts, request.confirmWithinMillis(), progress);
    }
  }

  private Reply begin(
      Generation generation,
      @Nullable String adopts,
      long confirmWithinMillis,
      Consumer<Reply.Progress> progress) {
    HostState state = generation.state();
    Converger.Reached result;
    try {
      result = converger.forward(state, adopts, progress);
    } catch (RuntimeException | VirtualMachineError e) {
      // Without a rollback the generation would wait for ever: its time has not begun.
      log.atError().setCause(e).log("an apply failed because of a bug in hactl; it is rolled back");
      result = new Converger.Reached(List.of(), List.of("internal error: " + e));
    }
    if (result.failed()) {
      return rollBack("it did not converge", result.changes(), result.errors(), progress);
    }
    steps.noteConverged(generation, result.changes());
    arm(confirmWithinMillis);
    return applied(true, stateErrors.with(result.changes()), List.of(), false);
  }

  private void unconfirmed(long time) {
    lock.await();
    try {
      if (timer.isNewest(time) && current.pending().isPresent() && !confirmation.byItself()) {
        rollBack("it was not confirmed in time", List.of(), List.of(), _ -> {});
      }
    } finally {
      lock.leave();
    }
  }

  private Reply rollBack(
      String why,
      List<ChangeView> changes,
      List<String> errors,
      Consumer<Reply.Progress> progress) {
    timer.disarm();
    GenerationRollback.Back back = rollback.now(why, errors, progress);
    List<ChangeView> made = Stream.concat(changes.stream(), back.changes().stream()).toList();
    return applied(false, made, back.errors(), back.complete());
  }

  private Reply.Applied applied(
      boolean needsConfirm, List<ChangeView> changes, List<String> errors, boolean rolledBack) {
    HostState state = targets.network();
    int resources = targets.size(state) + state.virtualRouters().size();
    return new Reply.Applied(
        current.get().map(Generation::number).orElse(0L),
        needsConfirm,
        resources,
        changes,
        errors,
        rolledBack);
  }
}
