package org.hactl.agent.converge;

import java.util.List;
import org.hactl.linux.kernel.Kernel;
import org.hactl.module.Module;
import org.hactl.reconcile.DesiredState;

/**
 * The host that the workers bring to its state.
 *
 * @param modules one for each kind of resource
 * @param kernel for what is too urgent, or asked too often, to be a pass
 * @param desiredState computes what is wanted from the inputs
 * @param relay told by the modules what they are doing
 */
public record ManagedHost(
    List<? extends Module<?, ?>> modules,
    Kernel kernel,
    DesiredState desiredState,
    ProgressRelay relay) {
  public ManagedHost {
    modules = List.copyOf(modules);
  }
}
