package org.hactl.module.rule;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.kernel.RuleChange;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.ModuleException;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.KernelBatch;
import org.hactl.module.kernel.KernelModule;
import org.hactl.module.kernel.KernelState;
import org.hactl.module.kernel.KernelTerms;

/**
 * Policy rules. A rule that existed before hactl is accepted as it is and never removed. {@code
 * exclusive} never removes the kernel's own three rules.
 */
public final class RuleModule extends KernelModule<RuleResource, Rule> {
  public RuleModule(Kernel kernel) {
    super(RuleResource.KIND, RuleResource.class, kernel);
  }

  @Override
  protected List<Rule> list() {
    return kernel().rules().list();
  }

  /**
   * A rule may name an interface that does not exist, so a plan of rules does not look at links.
   */
  @Override
  protected KernelState<Rule> state() {
    return new KernelState<>(List.of(), list());
  }

  @Override
  protected KernelTerms<RuleResource, Rule> terms(
      Collection<RuleResource> desired, KernelState<Rule> observed) {
    return new RuleTerms(observed.found());
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    KernelBatch<RuleChange> batch = new KernelBatch<>(this::isHarmless);
    Set<ResourceId> going =
        changes.stream()
            .filter(change -> change.action() == Action.DELETE)
            .map(Change::id)
            .collect(Collectors.toSet());
    try {
      RuleRemovals removals = new RuleRemovals(foundForRemovals(changes), going);
      changes.forEach(change -> add(batch, change, removals));
    } catch (ModuleException e) {
      return ChangeResult.failed(changes, e);
    }
    return batch.apply(kernel().rules()::apply).stream().map(RuleModule::explained).toList();
  }

  private static void add(KernelBatch<RuleChange> batch, Change change, RuleRemovals removals) {
    if (change.desired() instanceof RuleResource wanted) {
      batch.add(change, List.of(new RuleChange.Add(wanted.inKernel())));
      return;
    }
    RuleRemovals.Removal removal = removals.remove(change.id());
    Rule inTheWay = removal.inTheWay();
    if (inTheWay == null) {
      batch.add(change, removal.changes());
    } else {
      batch.refuse(
          change,
          "the kernel would remove the rule '%s' instead: it has the same priority, comes first and has"
                  .formatted(inTheWay)
              + " more selectors; remove that rule first, or give it another priority");
    }
  }

  private static ChangeResult explained(ChangeResult result) {
    ModuleException error = result.error();
    if (error != null
        && error.getCause() instanceof LinuxException refusal
        && refusal.errno().equals(Errno.EEXIST)) {
      String why =
          "; the kernel confuses it with a rule of the same priority that has more selectors: give one of"
              + " them another priority";
      return new ChangeResult(
          result.change(), new ModuleException(error.getMessage() + why, refusal));
    }
    return result;
  }

  /** The kernel also treats a rule with more address selectors as the same rule. */
  private boolean isHarmless(RuleChange change, Errno errno) {
    return switch (change) {
      case RuleChange.Add(Rule rule) -> errno.equals(Errno.EEXIST) && isPresent(rule);
      case RuleChange.Remove _ -> errno.equals(Errno.ENOENT);
    };
  }

  private boolean isPresent(Rule rule) {
    try {
      return kernel().rules().list().stream()
          .anyMatch(other -> RuleResource.id(other).equals(RuleResource.id(rule)));
    } catch (LinuxException | CodecException e) {
      // The rules cannot be listed, so the refusal counts.
      return false;
    }
  }
}
