package org.hactl.control;

import java.util.List;
import org.hactl.api.ChangeView;
import org.hactl.api.Reply;
import org.jspecify.annotations.Nullable;

/**
 * One host's result; a line of the recap.
 *
 * @param ok how many resources are in their desired state, changed ones included
 * @param notes other things that happened or would happen, such as the installation of an agent
 * @param changes the changes that were made, or in a check or a plan the changes that are needed
 * @param generation the generation in force afterwards; 0 if there is none or nothing was applied
 */
public record HostResult(
    String host,
    HostOutcome outcome,
    int ok,
    List<String> notes,
    List<ChangeView> changes,
    long generation,
    @Nullable HostFailure failure) {
  /** How the work on the host ended. */
  public enum HostOutcome {
    OK,
    UNREACHABLE,
    FAILED,
    /** A change failed and the host rolled back to its last confirmed generation. */
    ROLLED_BACK
  }

  public HostResult {
    notes = List.copyOf(notes);
    changes = List.copyOf(changes);
  }

  static HostResult of(String host, HostException e) {
    HostOutcome outcome =
        switch (e.column()) {
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
                : "correct the cause and apply again; hactl status shows what remains to be done"));
  }

  /** Whether there are or were changes. */
  public boolean pending() {
    return !changes.isEmpty() || !notes.isEmpty();
  }

  /** Number of changes made, including those before a failed step, unless all were rolled back. */
  public int changed() {
    return switch (outcome) {
      case OK, FAILED -> changes.size();
      case ROLLED_BACK, UNREACHABLE -> 0;
    };
  }

  public boolean unreachable() {
    return outcome == HostOutcome.UNREACHABLE;
  }

  public boolean failed() {
    return outcome == HostOutcome.FAILED || outcome == HostOutcome.ROLLED_BACK;
  }
}
