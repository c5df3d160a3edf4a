package org.hactl.module.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.FieldChange;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.hactl.module.command.CommandResult;
import org.hactl.module.command.CommandRunner;
import org.jspecify.annotations.Nullable;

/**
 * Firewall marks, as maps in an nftables table of hactl's own; {@code exclusive} has no meaning.
 * The changes of a pass are one nft transaction. The program nft is run only if a mark is wanted or
 * owned.
 */
public final class MarkModule implements Module<MarkResource, ObservedMarks> {
  private final Nft nft;

  public MarkModule(CommandRunner runner) {
    this.nft = new Nft(runner);
  }

  @Override
  public String kind() {
    return MarkResource.KIND;
  }

  @Override
  public Class<MarkResource> resourceType() {
    return MarkResource.class;
  }

  @Override
  public Phase phase() {
    return Phase.NETWORK;
  }

  @Override
  public ObservedMarks observe(Collection<MarkResource> desired, Collection<Owned> owned)
      throws ModuleException {
    if (desired.isEmpty() && owned.isEmpty()) {
      return ObservedMarks.NOTHING;
    }
    return nft.table(MarkTable.NAME, owned).map(ObservedMarks::read).orElse(ObservedMarks.NOTHING);
  }

  @Override
  public Plan plan(
      Collection<MarkResource> desired,
      Collection<Owned> owned,
      ObservedMarks observed,
      boolean exclusive) {
    SortedMap<ResourceId, Owned> left = new TreeMap<>();
    owned.forEach(entry -> left.put(entry.id(), entry));
    SortedMap<ResourceId, MarkResource> wanted = new TreeMap<>();
    desired.forEach(mark -> wanted.put(mark.id(), mark));
    SortedSet<String> strange = new TreeSet<>(observed.marks().keySet());
    wanted.values().forEach(mark -> strange.remove(mark.element()));
    owned.stream()
        .map(Owned::resource)
        .filter(MarkResource.class::isInstance)
        .forEach(mark -> strange.remove(((MarkResource) mark).element()));
    List<Change> changes = new ArrayList<>();
    List<ResourceId> forget = new ArrayList<>();
    wanted.forEach((id, mark) -> want(mark, left.remove(id), observed, strange, changes));
    left.values()
        .forEach(entry -> {
          boolean last = wanted.isEmpty() && entry.id().equals(left.lastKey());
          release(entry, last, observed, changes, forget);
        });
    return Plan.of(changes, forget);
  }

  /**
   * @param strange elements that the site does not name: the first change removes them
   */
  private static void want(
      MarkResource wanted,
      @Nullable Owned entry,
      ObservedMarks observed,
      SortedSet<String> strange,
      List<Change> changes) {
    List<FieldChange> fields = new ArrayList<>();
    if (changes.isEmpty()) {
      if (!observed.isWhole()) {
        fields.add(
            new FieldChange(
                MarkTable.TABLE, observed.isThere() ? "damaged" : null, MarkTable.NAME));
      }
      strange.forEach(
          element -> fields.add(new FieldChange(element, observed.marks().get(element), null)));
    }
    String now = observed.marks().get(wanted.element());
    String mark = String.valueOf(wanted.mark());
    if (!Objects.equals(now, mark)) {
      fields.add(new FieldChange(wanted.element(), now, mark));
    }
    if (fields.isEmpty()) {
      return;
    }
    Owned take = new Owned(wanted, Map.of());
    changes.add(
        new Change(
            wanted.id(),
            now == null ? Action.CREATE : Action.UPDATE,
            fields,
            wanted,
            take.equals(entry) ? null : take));
  }

  private static void release(
      Owned entry,
      boolean last,
      ObservedMarks observed,
      List<Change> changes,
      List<ResourceId> forget) {
    List<FieldChange> fields = new ArrayList<>();
    if (entry.resource() instanceof MarkResource mark) {
      String now = observed.marks().get(mark.element());
      if (now != null) {
        fields.add(new FieldChange(mark.element(), now, null));
      }
    }
    if (last && observed.isThere()) {
      fields.add(new FieldChange(MarkTable.TABLE, MarkTable.NAME, null));
    }
    if (fields.isEmpty()) {
      forget.add(entry.id());
    } else {
      changes.add(new Change(entry.id(), Action.DELETE, fields, null, null));
    }
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    try {
      CommandResult result = nft.run(MarkTable.script(changes));
      if (!result.ok()) {
        throw new ModuleException(
            "nft refused the firewall marks: "
                + result.tail(3)
                + " (does this host's kernel have nf_tables?)");
      }
      return changes.stream().map(ChangeResult::ok).toList();
    } catch (ModuleException e) {
      return ChangeResult.failed(changes, e);
    }
  }
}
