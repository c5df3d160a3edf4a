package org.hactl.agent.converge;

import java.util.List;
import org.hactl.linux.kernel.Kernel;
import org.hactl.module.Module;
import org.hactl.reconcile.DesiredState;

/**
 * The host that the workers bring to its state.
 *
 * @param modules one for each kind of resource
 * @param kernel for work that is too urgent or too frequent for a pass
 * @param desiredState computes the desired resources from the inputs
 * @param relay receives the progress of the modules
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
