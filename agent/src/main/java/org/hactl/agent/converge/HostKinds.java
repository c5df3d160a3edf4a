package org.hactl.agent.converge;

import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.List;
import org.hactl.module.Module;
import org.hactl.reconcile.ServiceResources;

/**
 * The kinds of resource that this agent knows.
 *
 * @param modules one for each kind
 * @param types the JSON names of the resources of these kinds
 */
public record HostKinds(
    List<Module<?, ?>> modules, List<NamedType> types, ServiceResources networkResources) {
  public HostKinds {
    modules = List.copyOf(modules);
    types = List.copyOf(types);
  }
}
