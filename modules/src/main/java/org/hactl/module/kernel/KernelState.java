package org.hactl.module.kernel;

import java.util.List;
import org.hactl.linux.kernel.Link;

/**
 * What a module read from the kernel in order to plan.
 *
 * @param links all interfaces of the host, for a kind that needs them
 * @param found all things of the kind
 * @param <F> how the kernel lists one
 */
public record KernelState<F>(List<Link> links, List<F> found) {
  public KernelState {
    links = List.copyOf(links);
    found = List.copyOf(found);
  }
}
