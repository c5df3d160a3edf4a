package org.hactl.agent.serve;

import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.VirtualServiceSpec;
import org.jspecify.annotations.Nullable;

/** Tries a virtual service, or an address, once. */
public interface Prober {
  /**
   * Tries the service.
   *
   * @param viaAddress the real server to send the try through; null to try the service from this
   *     host directly
   */
  Reply probe(VirtualServiceSpec service, @Nullable String viaAddress);

  /** Tries whether another host answers at an address, in the form {@code 192.0.2.1}. */
  Reply reach(String address);

  /** What this host has at an address and a port. */
  Reply endpoint(Request.Endpoint asked);
}
