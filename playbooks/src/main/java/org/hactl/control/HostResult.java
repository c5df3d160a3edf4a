package org.hactl.control;

import java.util.List;
import org.hactl.api.ChangeView;
import org.hactl.api.Reply;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.rollout.Standing;
import org.jspecify.annotations.Nullable;

/**
 * One host's result; a line of the recap.
 *
 * @param ok how many resources are in their desired state, changed ones included
 * @param notes other things that happened or would happen, such as the installation of an agent
 * @param changes the changes that were made, or in a check or a plan the changes that are needed
 * @param generation the generation in force afterwards; 0 if there is none or nothing was applied
 * @param standing what became of the host's new state
 */
public record HostResult(
    String host,
    HostOutcome outcome,
    int ok,
    List<String> notes,
    List<ChangeView> changes,
    long generation,
    @Nullable HostFailure failure,
    Standing standing) {
  /** A result whose standing follows from its outcome. */
  public HostResult(
      String host,
      HostOutcome outcome,
      int ok,
      List<String> notes,
      List<ChangeView> changes,
      long generation,
      @Nullable HostFailure failure) {
    this(host, outcome, ok, notes, changes, generation, failure, standing(outcome, generation));
  }

  private static Standing standing(HostOutcome outcome, long generation) {
    return Standing.of(
        switch (outcome) {
          case OK -> generation == 0 ? Standing.Kind.AS_IT_WAS : Standing.Kind.CONFIRMED;
          case UNREACHABLE, FAILED -> Standing.Kind.AS_IT_WAS;
          case ROLLED_BACK, UNDONE -> Standing.Kind.ROLLED_BACK;
          case NOT_STARTED -> Standing.Kind.NEVER_STARTED;
        });
  }

  /** The same result of a host that stands elsewhere. */
  HostResult at(Standing other) {
    return new HostResult(host, outcome, ok, notes, changes, generation, failure, other);
  }

  public HostResult {
    notes = List.copyOf(notes);
    changes = List.copyOf(changes);
  }

  static HostResult of(String host, HostException e) {
    HostOutcome outcome =
        e instanceof HostException.AsBefore asBefore
            ? asBefore.outcome()
            : switch (e.column()) {
              case UNREACHABLE -> HostOutcome.UNREACHABLE;
              case FAILED -> HostOutcome.FAILED;
            };
    return new HostResult(
        host,
        outcome,
        0,
        List.of(),
        List.of(),
        0,
        new HostFailure(String.valueOf(e.getMessage()), e.nextStep()));
  }

  /**
   * An apply that the agent ended with errors.
   *
   * @param changes the changes made before the error
   */
  static HostResult refused(String host, List<String> notes, Reply.Applied said) {
    return new HostResult(
        host,
        said.rolledBack() ? HostOutcome.ROLLED_BACK : HostOutcome.FAILED,
        0,
        notes,
        said.changes(),
        said.generation(),
        new HostFailure(
            String.join("; ", said.errors()),
            said.rolledBack()
                ? "the host rolled back to its last confirmed generation; correct the cause and apply again"
                : "correct the cause and apply again; hactl status shows what remains to be done"),
        Standing.of(said.rolledBack() ? Standing.Kind.ROLLED_BACK : Standing.Kind.UNKNOWN));
  }

  /** Whether there are or were changes. */
  public boolean pending() {
    return !changes.isEmpty() || !notes.isEmpty();
  }

  /** Number of changes made, including those before a failed step, unless all were rolled back. */
  public int changed() {
    return switch (outcome) {
      case OK, FAILED -> changes.size();
      case ROLLED_BACK, UNREACHABLE, UNDONE, NOT_STARTED -> 0;
    };
  }

  public boolean unreachable() {
    return outcome == HostOutcome.UNREACHABLE;
  }

  public boolean failed() {
    return outcome == HostOutcome.FAILED || outcome == HostOutcome.ROLLED_BACK;
  }
}
