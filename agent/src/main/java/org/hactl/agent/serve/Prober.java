package org.hactl.agent.serve;

import org.hactl.api.Reply;
import org.hactl.host.VirtualServiceSpec;
import org.jspecify.annotations.Nullable;

/** Tries a virtual service once. */
@FunctionalInterface
public interface Prober {
  /**
   * Tries it.
   *
   * @param viaAddress the real server through which it is tried; null to try it from this host
   *     directly
   */
  Reply probe(VirtualServiceSpec service, @Nullable String viaAddress);
}
