package org.hactl.module;

import java.util.List;
import java.util.Set;

/**
 * What a module found out by comparing.
 *
 * @param changes in the order in which they are to be applied
 * @param forget owned resources that are neither wanted nor there any more: only the journal
 *     changes
 * @param unmanaged things of this kind that somebody else put beside ours; reported, not touched
 * @param problems why the desired state cannot be reached on this host, found before anything is
 *     changed ("this host's kernel has no such parameter")
 * @param waiting what cannot be reached before something else is there, which may be wanted too
 * @param unreached what of the wanted the problems are about, and what waits; all else is as the
 *     changes say. Empty where they are about the whole kind
 */
public record Plan(
    List<Change> changes,
    List<ResourceId> forget,
    List<ResourceId> unmanaged,
    List<String> problems,
    List<Waiting> waiting,
    Set<ResourceId> unreached) {
  public static final Plan NOTHING = new Plan(List.of(), List.of(), List.of(), List.of());

  public Plan {
    changes = List.copyOf(changes);
    forget = List.copyOf(forget);
    unmanaged = List.copyOf(unmanaged);
    problems = List.copyOf(problems);
    waiting = List.copyOf(waiting);
    unreached = Set.copyOf(unreached);
  }

  /** A plan in which nothing waits. */
  public Plan(
      List<Change> changes,
      List<ResourceId> forget,
      List<ResourceId> unmanaged,
      List<String> problems) {
    this(changes, forget, unmanaged, problems, List.of(), Set.of());
  }

  /**
   * A problem that ends when another resource is there.
   *
   * @param missing of an earlier kind: the link that an address lies on
   * @param problem what to say where nobody brings it ("interface eth9 does not exist; this host
   *     has eth0, lo")
   */
  public record Waiting(ResourceId missing, String problem) {}

  public static Plan of(List<Change> changes, List<ResourceId> forget) {
    return new Plan(changes, forget, List.of(), List.of());
  }
}
