package org.hactl.agent.converge;

import java.util.List;
import java.util.function.Predicate;
import org.hactl.agent.converge.role.Predecessor;
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
 * @param programs whether a program of this name can be run
 * @param predecessor the program whose virtual routers an apply may take over
 */
public record ManagedHost(
    List<? extends Module<?, ?>> modules,
    Kernel kernel,
    DesiredState desiredState,
    ProgressRelay relay,
    Predicate<String> programs,
    Predecessor predecessor) {
  public ManagedHost {
    modules = List.copyOf(modules);
  }

  /** A host with all programs, on which no other one runs virtual routers. */
  public ManagedHost(
      List<? extends Module<?, ?>> modules,
      Kernel kernel,
      DesiredState desiredState,
      ProgressRelay relay) {
    this(modules, kernel, desiredState, relay, _ -> true, Predecessor.NONE);
  }
}
