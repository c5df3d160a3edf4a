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
   * @param viaAddress the real server by way of which it is tried; null for this host itself
   */
  Reply probe(VirtualServiceSpec service, @Nullable String viaAddress);
}
