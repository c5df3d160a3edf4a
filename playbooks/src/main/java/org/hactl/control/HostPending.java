package org.hactl.control;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.hactl.api.Reply;
import org.hactl.api.Request.Extend.Stage;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.rollout.SignsOfLife;
import org.hactl.control.rollout.Standing;
import org.jspecify.annotations.Nullable;

/**
 * A generation of one host that has converged, and waits until the whole site is confirmed or goes
 * back. Until it is closed, signs of life keep the agent waiting.
 */
final class HostPending implements AutoCloseable {
  private final Fleet fleet;
  private final HostDialogue dialogue;
  private final HostWork work;
  private final List<String> notes;
  private final Reply.Applied applied;
  private final SignsOfLife signs;
  private volatile long endNanos;

  /** What becomes of the host at the end of its time. */
  private volatile Standing.Kind atTheEnd = Standing.Kind.GOES_BACK;

  private @Nullable HostFailure unreached;

  /**
   * @param applied the agent's answer
   * @param left how long the host waits before it hears from this run
   */
  HostPending(
      Fleet fleet,
      HostDialogue dialogue,
      HostWork work,
      List<String> notes,
      Reply.Applied applied,
      Duration left) {
    this.fleet = fleet;
    this.dialogue = dialogue;
    this.work = work;
    this.notes = notes;
    this.applied = applied;
    this.endNanos = fleet.clock().nanos() + left.toNanos();
    this.signs =
        SignsOfLife.every(
            fleet.confirmWithin().dividedBy(4), fleet.clock()::pauseAside, this::extend);
  }

  private void heard() {
    Duration patience = fleet.confirmWithin();
    boolean keeps = atTheEnd == Standing.Kind.KEEPS;
    endNanos = fleet.clock().nanos() + patience.dividedBy(keeps ? 2 : 1).toNanos();
  }

  /**
   * A sign that does not arrive does no harm: {@link #reach} finds out what became of the host. One
   * that has its result gets none: it is confirmed, or goes back at the time that was told.
   */
  void extend() {
    if (!isWaiting()) {
      return;
    }
    try {
      dialogue.extend(applied.generation());
      heard();
    } catch (HostException | RuntimeException e) {
      dialogue.working("it does not hear from this run: " + e.getMessage());
    }
  }

  String host() {
    return work.host();
  }

  boolean isWaiting() {
    return work.isOpen();
  }

  /** Whether it was confirmed, after {@link #confirm}. */
  boolean isConfirmed() {
    return work.isDone();
  }

  /**
   * Shows over a new connection that the host still waits; false if it does not.
   *
   * @param stage what the host is told
   */
  boolean reach(Stage stage) {
    dialogue.working("coming back over a new connection");
    try {
      dialogue.reach(applied.generation(), stage);
      heard();
      return true;
    } catch (HostException e) {
      unreached = HostFailure.of(unconfirmed(e));
      return false;
    }
  }

  /**
   * Tells the host that the site stays: it then confirms the generation also if it never hears of
   * this run again. False if the host does not say that it was told.
   */
  boolean decide() {
    try {
      dialogue.decide(applied.generation());
      atTheEnd = Standing.Kind.KEEPS;
      heard();
      return true;
    } catch (HostException e) {
      if (e.column() == HostException.RecapColumn.UNREACHABLE) {
        // Nothing shows whether the agent heard it.
        atTheEnd = Standing.Kind.UNKNOWN;
      }
      unreached = HostFailure.of(unconfirmed(e));
      return false;
    }
  }

  /** Why {@link #reach} or {@link #decide} failed. */
  HostFailure unreached() {
    return Objects.requireNonNull(unreached);
  }

  /**
   * Confirms the generation. If the host cannot be reached it still waits afterwards, until its
   * time is over: then it has gone back.
   */
  void confirm() {
    dialogue.working("confirming");
    try {
      dialogue.confirm(applied.generation());
      work.end(result(HostOutcome.OK, Standing.of(Standing.Kind.CONFIRMED), null));
    } catch (HostException e) {
      boolean over = fleet.clock().nanos() - endNanos >= 0;
      if (over || e.column() == HostException.RecapColumn.FAILED) {
        work.end(HostResult.of(host(), unconfirmed(e)).at(after(e)));
      }
    }
  }

  private Standing after(HostException e) {
    if (says(e, Reply.Failed.CONFIRMED)) {
      return Standing.of(Standing.Kind.CONFIRMED);
    }
    return isGone(e) ? Standing.of(Standing.Kind.ROLLED_BACK) : byItself();
  }

  private static boolean isGone(HostException e) {
    return says(e, Reply.Failed.NO_SUCH_GENERATION);
  }

  private static boolean says(HostException e, String code) {
    return e instanceof HostException.Refused refused && refused.is(code);
  }

  private HostException unconfirmed(HostException e) {
    if (isGone(e)) {
      return new HostException(
          e.column(),
          "generation %d does not wait any more: this host went back before the site was confirmed"
              .formatted(applied.generation()),
          "`hactl history %s` says why; then apply again".formatted(host()));
    }
    return new HostException(
        e.column(),
        "generation %d could not be confirmed over a new connection: %s"
            .formatted(applied.generation(), e.getMessage()),
        switch (atTheEnd) {
          case KEEPS -> "it confirms the generation by itself, as the others do; " + e.nextStep();
          case UNKNOWN ->
              "it goes back by itself, unless it was told that the site stays; %s; then apply again"
                  .formatted(e.nextStep());
          default ->
              "it goes back by itself within %d s; %s; then apply again"
                  .formatted(fleet.confirmWithin().toSeconds(), e.nextStep());
        });
  }

  /**
   * Rolls the host back.
   *
   * @param why why the site goes back, unless it is because of this host
   */
  void goBack(HostFailure why) {
    signs.close();
    dialogue.working("rolling back");
    work.end(back(why));
  }

  private HostResult back(HostFailure why) {
    HostOutcome outcome = unreached == null ? HostOutcome.UNDONE : HostOutcome.ROLLED_BACK;
    HostResult rolledBack =
        result(
            outcome,
            Standing.of(Standing.Kind.ROLLED_BACK),
            Objects.requireNonNullElse(unreached, why));
    try {
      Reply.Applied back = dialogue.rollBack(applied.generation());
      return back.rolledBack() ? rolledBack : HostResult.refused(host(), notes, back);
    } catch (HostException e) {
      Standing standing = after(e);
      return standing.kind() == Standing.Kind.ROLLED_BACK
          ? rolledBack
          : HostResult.of(host(), e).at(standing);
    }
  }

  /** What the host does by itself, and when, if it hears nothing more. */
  Standing byItself() {
    return atTheEnd == Standing.Kind.UNKNOWN
        ? Standing.of(atTheEnd)
        : new Standing(atTheEnd, fleet.clock().millisAt(endNanos));
  }

  /** Until when the host waits for a confirmation by another run. */
  Standing waits() {
    return atTheEnd == Standing.Kind.GOES_BACK
        ? new Standing(Standing.Kind.WAITS, fleet.clock().millisAt(endNanos))
        : byItself();
  }

  /** Leaves the host waiting for a confirmation by another run. */
  void leaveWaiting() {
    signs.close();
    work.end(result(HostOutcome.OK, waits(), null));
  }

  private HostResult result(HostOutcome outcome, Standing standing, @Nullable HostFailure why) {
    boolean holds = outcome == HostOutcome.OK;
    return new HostResult(
        host(),
        outcome,
        holds ? applied.resources() : 0,
        notes,
        applied.changes(),
        holds ? applied.generation() : 0,
        why,
        standing);
  }

  @Override
  public void close() {
    signs.close();
  }
}
