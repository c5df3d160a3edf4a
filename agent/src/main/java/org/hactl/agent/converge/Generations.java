package org.hactl.agent.converge;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.store.Generation;
import org.hactl.agent.store.GenerationStore;
import org.hactl.api.ChangeView;
import org.hactl.api.Event;
import org.hactl.api.Event.GenerationChanged.Step;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the host from one generation to the next, as a whole or not at all. A generation is written
 * down as waiting, the host converges to it, and it waits for its confirmation; whatever goes wrong
 * until then, a crash of the agent included, takes the host back to the last confirmed one.
 *
 * <p>One at a time: whoever comes second is told so.
 */
public final class Generations {
  private static final Logger log = LoggerFactory.getLogger(Generations.class);

  private final GenerationStore store;
  private final Convergence convergence;
  private final Targets targets;
  private final EventJournal journal;
  private final ObjectMapper mapper;
  private final Clock clock;
  private final Alarm alarm;
  private final GenerationLock gate = new GenerationLock();
  private long attempts;

  /** One that the host went back from, and that the disk could not be told of; 0 for none. */
  private volatile long givenUp;

  /** Calls back once, later, on a thread that may block. */
  @FunctionalInterface
  interface Alarm {
    void after(Duration delay, Runnable what);
  }

  Generations(
      GenerationStore store,
      Convergence convergence,
      Targets targets,
      EventJournal journal,
      ObjectMapper mapper,
      Clock clock,
      Alarm alarm) {
    this.store = store;
    this.convergence = convergence;
    this.targets = targets;
    this.journal = journal;
    this.mapper = mapper;
    this.clock = clock;
    this.alarm = alarm;
  }

  /** The generation that is in force: the one that waits, else the confirmed one. */
  public Optional<Generation> current() {
    return pending().or(store::confirmed);
  }

  private Optional<Generation> pending() {
    return store.pending().filter(generation -> generation.number() != givenUp);
  }

  public Optional<Generation> confirmed() {
    return store.confirmed();
  }

  /** The number of the generation that waits for its confirmation, 0 for none. */
  public long pendingNumber() {
    return pending().map(Generation::number).orElse(0L);
  }

  /** Whether the generation in force is the confirmed one. */
  public boolean isConfirmed() {
    return pending().isEmpty() && store.confirmed().isPresent();
  }

  public boolean isConverging() {
    return gate.isBusy();
  }

  /** Does something short, unless an apply or a rollback is at work; those wait for its end. */
  void ifIdle(Runnable what) {
    gate.ifIdle(what);
  }

  public Reply plan(HostState state) {
    return convergence.plan(state, isConfirmed(HostJson.digest(mapper, state)));
  }

  public Reply apply(Request.Apply request, Consumer<Reply.Progress> progress) {
    if (!gate.enter()) {
      return busy();
    }
    try {
      HostState state = request.state();
      String digest = HostJson.digest(mapper, state);
      Reply.Plan plan = convergence.plan(state, isConfirmed(digest));
      if (!plan.problems().isEmpty()) {
        return applied(false, List.of(), plan.problems(), false);
      }
      if (isConfirmed(digest)) {
        Convergence.Result result = convergence.forward(state, progress);
        return applied(false, result.changes(), result.errors(), false);
      }
      return begin(state, digest, request.confirmWithinMillis(), progress);
    } catch (IOException e) {
      return applied(
          false, List.of(), List.of("cannot write the state folder: " + e.getMessage()), false);
    } finally {
      gate.leave();
    }
  }

  /** Empty when it is the confirmed one from now on, or was already. */
  public Optional<Reply.Failed> confirm(long number) {
    if (!gate.enter()) {
      return Optional.of(busy());
    }
    try {
      if (isPending(number)) {
        store.confirm();
        note(store.confirmed().orElseThrow(), Step.CONFIRMED, "");
      }
      boolean confirmed = store.confirmed().filter(each -> each.number() == number).isPresent();
      return confirmed ? Optional.empty() : Optional.of(unknown(number));
    } catch (IOException e) {
      return Optional.of(
          new Reply.Failed(
              "disk", "generation " + number + " cannot be confirmed on disk: " + e.getMessage()));
    } finally {
      gate.leave();
    }
  }

  public Reply rollback(long number, Consumer<Reply.Progress> progress) {
    if (!gate.enter()) {
      return busy();
    }
    try {
      return isPending(number)
          ? rollBack("it was asked for", List.of(), List.of(), progress)
          : unknown(number);
    } finally {
      gate.leave();
    }
  }

  /**
   * Where the host starts from: what was confirmed. What waited when the agent died is given up.
   */
  public HostState confirmedState() {
    return store
        .confirmed()
        .map(Generation::state)
        .orElseGet(() ->
            store
                .pending()
                .map(pending -> nothing(pending.state()))
                .orElseGet(() -> HostState.empty("", "")));
  }

  /** {@link #giveUpPending}, which may take long; whoever wants to apply meanwhile is told so. */
  void giveUpPendingInBackground() {
    if (!store.hasPending()) {
      return;
    }
    CountDownLatch begun = new CountDownLatch(1);
    Thread.ofVirtual()
        .name("give-up")
        .start(() -> {
          gate.await();
          try {
            begun.countDown();
            giveUpPending();
          } finally {
            gate.leave();
          }
        });
    try {
      // Nobody else may get in between.
      begun.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * At a start: what waited when the agent died is taken back, and only then given up on disk, so
   * that another crash on the way changes nothing.
   */
  private void giveUpPending() {
    try {
      if (store.hasPending()) {
        Optional<Generation> pending = store.pending();
        convergence.back(confirmedState(), _ -> {});
        store.abandon();
        pending.ifPresent(
            each -> note(each, Step.ROLLED_BACK, "the agent restarted before it was confirmed"));
      }
    } catch (IOException e) {
      log.atError().addKeyValue("error", e.getMessage()).log("cannot give up a generation");
    }
  }

  private Reply begin(
      HostState state, String digest, long confirmWithinMillis, Consumer<Reply.Progress> progress)
      throws IOException {
    boolean isAgain = store.pending().filter(each -> each.digest().equals(digest)).isPresent();
    if (!isAgain) {
      store.begin(new Generation(store.nextNumber(), digest, clock.millis(), state));
    }
    Generation generation = store.pending().orElseThrow();
    givenUp = 0;
    note(generation, Step.BEGUN, "");
    // Nor between a way that failed and the way back.
    try (Worker.Hold _ = convergence.hold()) {
      return begin(generation, confirmWithinMillis, progress);
    }
  }

  private Reply begin(
      Generation generation, long confirmWithinMillis, Consumer<Reply.Progress> progress) {
    HostState state = generation.state();
    Convergence.Result result;
    try {
      result = convergence.forward(state, progress);
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("an apply broke off");
      result = new Convergence.Result(List.of(), List.of("internal error: " + e));
    }
    if (result.failed()) {
      return rollBack("it did not converge", result.changes(), result.errors(), progress);
    }
    note(generation, Step.CONVERGED, "");
    long attempt = ++attempts;
    alarm.after(Duration.ofMillis(confirmWithinMillis), () -> unconfirmed(attempt));
    return applied(true, result.changes(), List.of(), false);
  }

  private void unconfirmed(long attempt) {
    gate.await();
    try {
      if (attempt == attempts && pending().isPresent()) {
        rollBack("nobody confirmed it in time", List.of(), List.of(), _ -> {});
      }
    } finally {
      gate.leave();
    }
  }

  private Reply rollBack(
      String why,
      List<ChangeView> changes,
      List<String> errors,
      Consumer<Reply.Progress> progress) {
    Generation given = store.pending().orElseThrow();
    HostState target =
        store.confirmed().map(Generation::state).orElseGet(() -> nothing(given.state()));
    Convergence.Result back = convergence.back(target, progress);
    List<String> all = new ArrayList<>(errors);
    back.errors().forEach(error -> all.add("while going back: " + error));
    List<ChangeView> made = new ArrayList<>(changes);
    made.addAll(back.changes());
    try {
      store.abandon();
    } catch (IOException e) {
      givenUp = given.number();
      all.add("cannot write the state folder: " + e.getMessage());
    }
    note(given, Step.ROLLED_BACK, errors.isEmpty() ? why : why + ": " + errors.getFirst());
    return applied(false, made, all, back.errors().isEmpty());
  }

  private void note(Generation generation, Step step, String detail) {
    journal.add(
        new Event.GenerationChanged(
            clock.millis(), generation.number(), generation.digest(), step, detail));
    log.atInfo()
        .addKeyValue("generation", generation.number())
        .addKeyValue("step", step.name().toLowerCase(Locale.ROOT))
        .addKeyValue("detail", detail)
        .log("generation");
  }

  private Reply.Applied applied(
      boolean needsConfirm, List<ChangeView> changes, List<String> errors, boolean rolledBack) {
    HostState state = targets.network();
    int resources = targets.want(state).desired().size() + state.virtualRouters().size();
    return new Reply.Applied(
        current().map(Generation::number).orElse(0L),
        needsConfirm,
        resources,
        changes,
        errors,
        rolledBack);
  }

  private boolean isConfirmed(String digest) {
    return !store.hasPending()
        && store.confirmed().filter(each -> each.digest().equals(digest)).isPresent();
  }

  private boolean isPending(long number) {
    return pending().filter(each -> each.number() == number).isPresent();
  }

  private static Reply.Failed unknown(long number) {
    return new Reply.Failed(
        "no-such-generation",
        "generation "
            + number
            + " does not wait for a confirmation on this host; it was taken back, or is none of"
            + " ours. Apply again.");
  }

  private static Reply.Failed busy() {
    return new Reply.Failed(
        "busy", "another apply or rollback is at work on this host; try again when it has ended");
  }

  private static HostState nothing(HostState state) {
    return HostState.empty(state.site(), state.host());
  }
}
