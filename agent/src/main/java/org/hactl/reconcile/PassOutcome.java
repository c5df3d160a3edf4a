package org.hactl.reconcile;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.module.Change;
import org.hactl.module.ResourceId;

/**
 * What a pass found and did.
 *
 * @param done in the order in which it was done
 * @param errorsByKind why the host does not match its state, one sentence each; drift that is only
 *     reported is no error
 * @param unmanaged the unmanaged resources, for every kind that was looked at
 * @param inPlace the desired resources of these kinds that are in place
 * @param unreached wanted resources that this pass could not put in place, with the reason
 * @param rests the kinds with a resource that is left alone for a while because of a fight; {@link
 *     Backoff} handles every other failure
 * @param outdated kinds for which a pass would do something else now, because a condition that
 *     their resources rely on has changed
 * @param left resources that hactl gave up, and that stay because another program has added them in
 *     place of hactl's
 */
public record PassOutcome(
    List<Done> done,
    Map<String, List<String>> errorsByKind,
    Map<String, List<ResourceId>> unmanaged,
    Set<ResourceId> inPlace,
    Map<ResourceId, Unreached> unreached,
    Map<String, Rest> rests,
    Set<String> outdated,
    List<ResourceId> left) {
  public PassOutcome {
    done = List.copyOf(done);
    errorsByKind = Map.copyOf(errorsByKind);
    unmanaged = Map.copyOf(unmanaged);
    inPlace = Set.copyOf(inPlace);
    unreached = Map.copyOf(unreached);
    rests = Map.copyOf(rests);
    outdated = Set.copyOf(outdated);
    left = List.copyOf(left);
  }

  /**
   * How long a kind is left alone.
   *
   * @param left the time until the agent may correct the first of its resources again
   * @param isAll whether this is the kind's only problem
   */
  public record Rest(Duration left, boolean isAll) {}

  /** Why a wanted resource is not in place. */
  public enum Obstacle {
    /** The system refuses it, or something that it needs is missing. */
    REFUSED,
    /** Another program keeps removing it, so the agent leaves it alone for a while. */
    FOUGHT
  }

  /**
   * A wanted resource that is not in place.
   *
   * @param text the reason in a sentence
   * @param rest how long the agent leaves it alone; zero if it does not
   */
  public record Unreached(Obstacle obstacle, String text, Duration rest) {}

  /**
   * One change.
   *
   * @param drift whether it restores a state that was reached before and that no apply changed
   * @param applied false where drift is only reported, or the attempt failed
   * @param error empty unless it failed
   * @param rightUntilNanos when the kind was last seen without differences, on the pass's clock;
   *     empty if never
   * @param finishedNanos on the same clock
   */
  public record Done(
      Change change,
      boolean drift,
      boolean applied,
      String error,
      Optional<Long> rightUntilNanos,
      long finishedNanos) {}

  public List<String> errors() {
    return errorsByKind.keySet().stream()
        .sorted(Comparator.comparingInt(ChangeOrder::rank))
        .flatMap(kind -> errorsByKind.getOrDefault(kind, List.of()).stream())
        .toList();
  }

  /** Whether this pass changed this resource. */
  public boolean applied(ResourceId id) {
    return done.stream().anyMatch(each -> each.applied() && each.change().id().equals(id));
  }
}
