package org.hactl.agent.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.hactl.agent.converge.ErrorText;
import org.hactl.agent.converge.NetworkAccess;
import org.hactl.agent.converge.time.Clock;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.health.ServiceTry;
import org.hactl.health.probe.CheckResult;
import org.hactl.host.CheckSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.TransportProtocol;
import org.hactl.reconcile.PassOutcome;
import org.hactl.reconcile.ProbeRedirect;
import org.jspecify.annotations.Nullable;

/**
 * Tries a virtual service on its VIP, with the service's own checks. A probe through one real
 * server uses this host's IPVS if it has the service, because IPVS takes the connection whatever
 * the routes say. On other hosts the probe uses a route of its own.
 */
public final class ServiceProber implements Prober {
  private final NetworkAccess network;
  private final Kernel kernel;
  private final Clock clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  public ServiceProber(NetworkAccess network, Kernel kernel, Clock clock) {
    this.network = network;
    this.kernel = kernel;
    this.clock = clock;
  }

  @Override
  public Reply probe(VirtualServiceSpec service, @Nullable String viaAddress) {
    long start = clock.nanos();
    oneAtATime.lock();
    try {
      ServiceTry result =
          viaAddress == null ? tryOnce(service) : tryVia(service, realServer(service, viaAddress));
      return new Reply.Probe(
          result.success(), result.detail(), (clock.nanos() - start) / 1_000_000);
    } catch (ProbeRefused | IllegalArgumentException e) {
      return new Reply.Failed("probe-refused", String.valueOf(e.getMessage()));
    } catch (CompletionException e) {
      return new Reply.Failed("probe-failed", ErrorText.of(e));
    } finally {
      oneAtATime.unlock();
    }
  }

  /**
   * Without what the kernel has learned of the neighbour, so that the host must say anew that it
   * has the address, as to a client that did not know it.
   */
  @Override
  public Reply reach(String address) {
    return AddressReach.of(address, clock, it -> network.submit(() -> forget(it)).join());
  }

  @Override
  public Reply endpoint(Request.Endpoint asked) {
    try {
      InetAddress address = InetAddress.ofLiteral(asked.address());
      TransportProtocol protocol = TransportProtocol.parse(asked.protocol());
      // The kernel has a fresh answer afterwards, or none.
      var _ = reach(asked.address());
      List<String> listening = ListeningSockets.at(protocol, asked.port());
      return network
          .submit(() -> new Reply.Endpoint(Endpoint.look(kernel, address, listening)))
          .join();
    } catch (IllegalArgumentException e) {
      return new Reply.Failed("probe-refused", String.valueOf(e.getMessage()));
    } catch (CompletionException e) {
      return new Reply.Failed("probe-failed", ErrorText.of(e));
    }
  }

  private InetAddress forget(InetAddress address) {
    kernel.neighbours().forget(address);
    return address;
  }

  private ServiceTry tryVia(VirtualServiceSpec service, RealServerSpec realServer)
      throws ProbeRefused {
    if (holds(service)) {
      throw new ProbeRefused(
          "this host holds "
              + service.address()
              + " itself and would answer instead of "
              + realServer.address()
              + "; probe from a host that does not");
    }
    Optional<VirtualServiceSpec> mine =
        network.state().virtualServices().stream()
            .filter(each -> each.key().equals(service.key()) && !each.onMasterOnly())
            .findFirst();
    return mine.isPresent()
        ? throughIpvs(service, new ProbeRedirect(mine.get().text(), realServer))
        : ServiceTry.of(service, check -> throughRoute(service, check, realServer));
  }

  private static ServiceTry tryOnce(VirtualServiceSpec service) {
    return ServiceTry.of(service, check -> ServiceTry.once(service, check, Socket::new));
  }

  private ServiceTry throughIpvs(VirtualServiceSpec service, ProbeRedirect redirect)
      throws ProbeRefused {
    try {
      PassOutcome outcome = network.passOverServices(redirect);
      if (!outcome.errors().isEmpty()) {
        throw new ProbeRefused("IPVS did not take the redirect: " + outcome.errors().getFirst());
      }
      return tryOnce(service);
    } finally {
      var _ = network.passOverServices(null);
    }
  }

  private CheckResult throughRoute(
      VirtualServiceSpec service, CheckSpec check, RealServerSpec realServer) throws ProbeRefused {
    try (Socket socket = new Socket()) {
      // The local port is chosen before the connection, so that the rule is for this connection
      // alone.
      socket.bind(new InetSocketAddress(0));
      ProbeRoute route =
          ProbeRoute.plan(
              network.submit(() -> kernel.addresses().list()).join(),
              InetAddresses.parse(service.address()),
              InetAddresses.parse(realServer.address()),
              socket.getLocalPort());
      try {
        network.submit(() -> route.add(kernel)).join();
        return ServiceTry.once(service, check, () -> socket);
      } finally {
        network.submit(() -> ProbeRoute.removeAll(kernel)).join();
      }
    } catch (IOException e) {
      throw new ProbeRefused("no local port to probe from: " + e.getMessage());
    }
  }

  private boolean holds(VirtualServiceSpec service) {
    var vip = InetAddresses.parse(service.address());
    return network
        .submit(() ->
            kernel.addresses().list().stream()
                .anyMatch(each -> each.prefix().address().equals(vip)))
        .join();
  }

  private static RealServerSpec realServer(VirtualServiceSpec service, String address) {
    return service.realServers().stream()
        .filter(each -> each.address().equals(address))
        .findFirst()
        .orElseGet(() -> new RealServerSpec("probed", address, service.port(), 1));
  }
}
