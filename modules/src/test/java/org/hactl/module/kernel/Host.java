package org.hactl.module.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.host.HostJson;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/** A host with one module and an ownership journal, brought from desired state to desired state. */
public final class Host<R extends Resource, O> {
  private final Module<R, O> module;
  private final SortedMap<ResourceId, Owned> journal = new TreeMap<>();
  private boolean exclusive;

  public Host(Module<R, O> module) {
    this.module = module;
  }

  public Host<R, O> exclusive() {
    exclusive = true;
    return this;
  }

  public List<ResourceId> owned() {
    return List.copyOf(journal.keySet());
  }

  /** From now on the journal is that of an older agent, which gave the kernel no number. */
  public void forgetTags() {
    journal.replaceAll((_, each) -> each.tagged(false));
  }

  public Plan plan(List<R> desired) throws ModuleException {
    List<Owned> owned = List.copyOf(journal.values());
    O observed = module.observe(desired, owned);
    Plan plan = module.plan(desired, owned, observed, exclusive);
    List<R> shuffled = new ArrayList<>(desired.reversed());
    assertThat(module.plan(shuffled, owned.reversed(), observed, exclusive))
        .as("a plan does not depend on the order of what it is made from")
        .isEqualTo(plan);
    return plan;
  }

  /** Plans and applies; a second plan must then have nothing to do. Returns the first plan. */
  public Plan converge(List<R> desired) throws ModuleException {
    Plan plan = plan(desired);
    for (ChangeResult result : apply(plan)) {
      if (result.error() != null) {
        throw result.error();
      }
    }
    Plan second = plan(desired);
    assertThat(second.changes()).as("changes of a second pass").isEmpty();
    assertThat(second.forget()).as("entries to forget of a second pass").isEmpty();
    return plan;
  }

  public List<ChangeResult> apply(Plan plan) {
    plan.forget().forEach(journal::remove);
    for (Change change : plan.changes()) {
      if (change.take() != null) {
        journal.put(change.id(), change.take());
      }
    }
    List<ChangeResult> results = module.apply(plan.changes());
    assertThat(results).extracting(ChangeResult::change).isEqualTo(plan.changes());
    for (ChangeResult result : results) {
      if (result.error() == null && result.change().action() == Action.DELETE) {
        journal.remove(result.change().id());
      }
    }
    return results;
  }

  /** The plan in words: {@code CREATE address[lo 10.0.0.1/32] address: - > 10.0.0.1/32}. */
  public static List<String> words(Plan plan) {
    return plan.changes().stream()
        .map(change ->
            change.action()
                + " "
                + change.id()
                + String.join(
                    "",
                    change.fields().stream()
                        .map(field ->
                            " | %s: %s > %s"
                                .formatted(field.field(), dash(field.from()), dash(field.to())))
                        .toList()))
        .toList();
  }

  private static String dash(@Nullable String text) {
    return text == null ? "-" : text;
  }

  /** A resource survives its JSON form, and the form names the kind. */
  public static void assertJson(Resource resource, String json) throws Exception {
    ObjectMapper mapper =
        HostJson.mapper(List.of(new NamedType(resource.getClass(), resource.id().kind())));
    assertThat(mapper.writerFor(Resource.class).writeValueAsString(resource)).isEqualTo(json);
    assertThat(mapper.readValue(json, Resource.class)).isEqualTo(resource);
  }
}
