package org.hactl.agent;

import org.hactl.agent.api.Reply;
import java.net.Socket;
import org.hactl.health.ServiceTry;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.linux.Kernel;
import org.jspecify.annotations.Nullable;

/** Tries a virtual service on its VIP, with the service's own check. */
final class ServiceProber implements Prober {
  private final Core core;
  private final Kernel kernel;

  ServiceProber(Core core, Kernel kernel) {
    this.core = core;
    this.kernel = kernel;
  }

  @Override
  public Reply probe(VirtualServiceSpec service, @Nullable String viaAddress) {
    long start = System.nanoTime();
    ServiceTry result = ServiceTry.of(service, Socket::new);
    return new Reply.Probe(
        result.success(), result.detail(), (System.nanoTime() - start) / 1_000_000);
  }
}
