package org.hactl.module.rule;

import java.util.Collection;
import java.util.List;
import org.hactl.linux.Errno;
import org.hactl.linux.Kernel;
import org.hactl.linux.LinuxException;
import org.hactl.linux.Rule;
import org.hactl.linux.RuleChange;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.KernelBatch;
import org.hactl.module.kernel.KernelPlan;
import org.hactl.module.kernel.KernelReading;

/**
 * Policy rules. One that is there already and was not put there by hactl is accepted as it is and
 * never removed. {@code exclusive} never takes the kernel's own three.
 */
public final class RuleModule implements Module<RuleResource, RuleModule.Observed> {
  private final Kernel kernel;

  public RuleModule(Kernel kernel) {
    this.kernel = kernel;
  }

  /** All rules of the host. */
  public record Observed(List<Rule> rules) {
    public Observed {
      rules = List.copyOf(rules);
    }
  }

  @Override
  public String kind() {
    return RuleResource.KIND;
  }

  @Override
  public Class<RuleResource> resourceType() {
    return RuleResource.class;
  }

  @Override
  public Phase phase() {
    return Phase.NETWORK;
  }

  @Override
  public Observed observe(Collection<RuleResource> desired, Collection<Owned> owned)
      throws ModuleException {
    return KernelReading.read(() -> new Observed(kernel.rules().list()));
  }

  @Override
  public Plan plan(
      Collection<RuleResource> desired,
      Collection<Owned> owned,
      Observed observed,
      boolean exclusive) {
    return new KernelPlan<>(new RuleTerms(), owned, List.of(), observed.rules())
        .plan(desired, exclusive);
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    KernelBatch<RuleChange> batch = new KernelBatch<>(RuleModule::isHarmless);
    try {
      boolean removes = changes.stream().anyMatch(change -> change.action() == Action.DELETE);
      List<Rule> present = removes ? kernel.rules().list() : List.of();
      changes.forEach(change -> batch.add(change, kernelChanges(change, present)));
    } catch (LinuxException e) {
      ModuleException error = new ModuleException(String.valueOf(e.getMessage()), e);
      return changes.stream().map(change -> new ChangeResult(change, error)).toList();
    }
    return batch.apply(kernel.rules()::apply);
  }

  private static List<RuleChange> kernelChanges(Change change, List<Rule> present) {
    if (change.desired() instanceof RuleResource wanted) {
      return List.of(new RuleChange.Add(wanted.inKernel()));
    }
    ResourceId id = change.id();
    return present.stream()
        .filter(rule -> RuleResource.id(rule).equals(id))
        .limit(1)
        .<RuleChange>map(RuleChange.Remove::new)
        .toList();
  }

  private static boolean isHarmless(RuleChange change, Errno errno) {
    return switch (change) {
      case RuleChange.Add _ -> errno.equals(Errno.EEXIST);
      case RuleChange.Remove _ -> errno.equals(Errno.ENOENT);
    };
  }
}
