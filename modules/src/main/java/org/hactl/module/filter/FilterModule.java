package org.hactl.module.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.FieldChange;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.command.CommandResult;
import org.hactl.module.command.CommandRunner;

/**
 * Filters, as sets in an nftables table of hactl's own; {@code exclusive} has no meaning. The
 * changes of a pass are one nft transaction. The program nft is run only if a filter is wanted or
 * owned.
 */
public final class FilterModule implements Module<FilterResource, ObservedFilter> {
  /** Well below the 128 KiB that the kernel allows for one argument of a program. */
  private static final int SCRIPT_CHARS = 100_000;

  private final Nft nft;

  public FilterModule(CommandRunner runner) {
    this.nft = new Nft(runner);
  }

  @Override
  public String kind() {
    return FilterResource.KIND;
  }

  @Override
  public Class<FilterResource> resourceType() {
    return FilterResource.class;
  }

  @Override
  public Phase phase() {
    return Phase.NETWORK;
  }

  @Override
  public ObservedFilter observe(Collection<FilterResource> desired, Collection<Owned> owned)
      throws ModuleException {
    if (desired.isEmpty() && owned.isEmpty()) {
      return ObservedFilter.NOTHING;
    }
    return nft.table(FilterTable.NAME, owned)
        .map(ObservedFilter::read)
        .orElse(ObservedFilter.NOTHING);
  }

  @Override
  public Plan plan(
      Collection<FilterResource> desired,
      Collection<Owned> owned,
      ObservedFilter observed,
      boolean exclusive) {
    return new FilterPlan(owned, observed).plan(desired);
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    try {
      for (String script : scripts(changes)) {
        CommandResult result = nft.run(script);
        if (!result.ok()) {
          throw new ModuleException(
              "nft refused the filter of the VIPs: "
                  + result.tail(3)
                  + " (does this host's kernel have nf_tables?)");
        }
      }
      return changes.stream().map(ChangeResult::ok).toList();
    } catch (ModuleException e) {
      return ChangeResult.failed(changes, e);
    }
  }

  /** One transaction, or several if it would be too long; the drop rules come last then. */
  static List<String> scripts(List<Change> changes) {
    SortedSet<Element> added = new TreeSet<>();
    SortedSet<Element> removed = new TreeSet<>();
    boolean removeTable = false;
    boolean makeTable = false;
    for (Change change : changes) {
      makeTable |= change.desired() != null;
      for (FieldChange field : change.fields()) {
        String from = field.from();
        String to = field.to();
        if (field.field().equals(FilterPlan.TABLE)) {
          removeTable |= to == null;
        } else if (to != null) {
          added.add(Element.ofField(field.field(), to));
        } else if (from != null) {
          removed.add(Element.ofField(field.field(), from));
        }
      }
    }
    if (removeTable) {
      return List.of(String.join("\n", FilterTable.removeAll()));
    }
    List<String> lines = new ArrayList<>(makeTable ? FilterTable.skeleton() : List.of());
    removed.forEach(each -> lines.addAll(FilterTable.remove(List.of(each))));
    lines.addAll(FilterTable.add(added));
    return joined(lines);
  }

  private static List<String> joined(List<String> lines) {
    List<String> scripts = new ArrayList<>();
    StringBuilder script = new StringBuilder();
    for (String line : lines) {
      if (!script.isEmpty() && script.length() + line.length() > SCRIPT_CHARS) {
        scripts.add(script.toString());
        script.setLength(0);
      }
      script.append(line).append('\n');
    }
    scripts.add(script.toString());
    return scripts;
  }
}
