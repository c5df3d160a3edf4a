package org.hactl.module;

import java.util.List;
import java.util.Set;

/**
 * The result of comparing wanted and found resources.
 *
 * @param changes in the order in which they have to be applied
 * @param forget owned resources that are neither wanted nor on the host: only the journal changes
 * @param unmanaged things of this kind that hactl did not create and the site does not name;
 *     reported, not touched
 * @param problems why the desired state cannot be reached on this host, known before anything is
 *     changed ("this host's kernel has no such parameter")
 * @param waiting resources that first need another one, which may itself be wanted
 * @param unreached the wanted resources with problems and those that wait; all others are reached
 *     by the changes. Empty if the problems are about the whole kind
 * @param left those of {@code forget} that another program has put on the host: they stay there
 */
public record Plan(
    List<Change> changes,
    List<ResourceId> forget,
    List<ResourceId> unmanaged,
    List<String> problems,
    List<Waiting> waiting,
    Set<ResourceId> unreached,
    List<ResourceId> left) {
  public static final Plan NOTHING = new Plan(List.of(), List.of(), List.of(), List.of());

  public Plan {
    changes = List.copyOf(changes);
    forget = List.copyOf(forget);
    unmanaged = List.copyOf(unmanaged);
    problems = List.copyOf(problems);
    waiting = List.copyOf(waiting);
    unreached = Set.copyOf(unreached);
    left = List.copyOf(left);
  }

  /** A plan in which nothing waits. */
  public Plan(
      List<Change> changes,
      List<ResourceId> forget,
      List<ResourceId> unmanaged,
      List<String> problems) {
    this(changes, forget, unmanaged, problems, List.of(), Set.of(), List.of());
  }

  /**
   * A resource that waits until another one exists.
   *
   * @param missing the other resource, of an earlier kind: for example the link of an address
   * @param problem the text if that resource is not wanted ("interface eth9 does not exist; this
   *     host has eth0, lo")
   */
  public record Waiting(ResourceId missing, String problem) {}

  public static Plan of(List<Change> changes, List<ResourceId> forget) {
    return new Plan(changes, forget, List.of(), List.of());
  }
}
