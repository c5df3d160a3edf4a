package org.hactl.agent.helper;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.ProgressListener;
import org.hactl.module.Resource;
import org.hactl.module.file.FileResource;
import org.hactl.module.packages.PackageResource;
import org.hactl.module.service.ServiceResource;

/**
 * A kind of software whose module works in the helper. The helper observes and plans at once, so
 * that what it found, files above all, stays there: what is observed is the plan. No kind of
 * software has a meaning for {@code exclusive}.
 */
public final class HelperModule<R extends Resource> implements Module<R, Plan> {
  private final String kind;
  private final Class<R> type;
  private final HelperClient helper;
  private final ProgressListener progress;

  private HelperModule(String kind, Class<R> type, HelperClient helper, ProgressListener progress) {
    this.kind = kind;
    this.type = type;
    this.helper = helper;
    this.progress = progress;
  }

  /** Every kind of {@link Phase#SOFTWARE}, in the order in which they are applied. */
  public static List<Module<?, ?>> all(HelperClient helper, ProgressListener progress) {
    return List.of(
        new HelperModule<>(PackageResource.KIND, PackageResource.class, helper, progress),
        new HelperModule<>(FileResource.KIND, FileResource.class, helper, progress),
        new HelperModule<>(ServiceResource.KIND, ServiceResource.class, helper, progress));
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Class<R> resourceType() {
    return type;
  }

  @Override
  public Phase phase() {
    return Phase.SOFTWARE;
  }

  @Override
  public Plan observe(Collection<R> desired, Collection<Owned> owned) throws ModuleException {
    if (desired.isEmpty() && owned.isEmpty()) {
      // A host without software needs no helper.
      return Plan.NOTHING;
    }
    HelperReply reply = ask(new HelperRequest.Plan(kind, List.copyOf(desired), List.copyOf(owned)));
    if (reply instanceof HelperReply.Planned(Plan plan)) {
      return plan;
    }
    throw unexpected(reply);
  }

  @Override
  public Plan plan(
      Collection<R> desired, Collection<Owned> owned, Plan observed, boolean exclusive) {
    return observed;
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    try {
      HelperReply reply = ask(new HelperRequest.Apply(kind, changes));
      if (!(reply instanceof HelperReply.Applied(List<HelperReply.Outcome> outcomes))
          || outcomes.size() != changes.size()) {
        throw unexpected(reply);
      }
      List<ChangeResult> results = new ArrayList<>();
      for (int i = 0; i < changes.size(); i++) {
        String error = outcomes.get(i).error();
        results.add(
            new ChangeResult(
                changes.get(i),
                error == null ? null : new ModuleException(error),
                outcomes.get(i).learnt()));
      }
      return results;
    } catch (ModuleException e) {
      return ChangeResult.failed(changes, e);
    }
  }

  private HelperReply ask(HelperRequest request) throws ModuleException {
    try {
      return helper.ask(request, progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleException(
          "hactl's helper was left at work (" + request.summary() + "): the agent is stopping", e);
    }
  }

  private static ModuleException unexpected(HelperReply reply) {
    return new ModuleException(
        "hactl's helper gave an answer that does not fit: " + reply.getClass().getSimpleName());
  }
}
