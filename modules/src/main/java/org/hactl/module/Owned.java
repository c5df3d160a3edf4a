package org.hactl.module;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * What the ownership journal remembers of a resource that hactl created or altered.
 *
 * @param resource the resource as hactl last applied it
 * @param prior what was there before hactl, or what came with the resource, in the module's own
 *     terms; empty if there was nothing
 * @param tagged whether hactl gave the kernel's object its protocol number: an object without that
 *     number was then put there by another program. An older agent gave none, and its entries are
 *     not tagged
 */
public record Owned(
    Resource resource,
    Map<String, String> prior,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean tagged) {
  public Owned {
    prior = Map.copyOf(prior);
  }

  /** An entry that is not tagged. */
  public Owned(Resource resource, Map<String, String> prior) {
    this(resource, prior, false);
  }

  public ResourceId id() {
    return resource.id();
  }

  public Owned tagged(boolean changed) {
    return changed == tagged ? this : new Owned(resource, prior, changed);
  }
}
