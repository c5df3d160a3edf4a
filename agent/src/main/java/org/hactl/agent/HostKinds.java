package org.hactl.agent;

import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.List;
import org.hactl.module.Module;
import org.hactl.reconcile.NetworkResources;

/**
 * The kinds of things that this agent knows.
 *
 * @param modules one for each kind
 * @param types their resources' JSON names
 */
record HostKinds(
    List<Module<?, ?>> modules, List<NamedType> types, NetworkResources networkResources) {
  HostKinds {
    modules = List.copyOf(modules);
    types = List.copyOf(types);
  }
}
