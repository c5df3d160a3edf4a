package org.hactl.lab.simulation;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.hactl.agent.converge.Core;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.serve.HostLock;
import org.hactl.agent.store.Generation;
import org.hactl.agent.store.StateError;
import org.hactl.api.AddressView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.RealServerView;
import org.hactl.api.ServiceView;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.kernel.ipvs.IpvsEntry;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.address.AddressResource;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.jspecify.annotations.Nullable;

/** What an agent answers to a question for its status. */
record SimStatus(SimHost host, Core core, SimEngines engines, HostLock lock, Clock clock) {
  HostStatus read() {
    HostState state = core.network().state();
    Optional<Generation> generation = core.generations().current();
    List<String> stateErrors = core.stateErrors().all().stream().map(StateError::text).toList();
    List<String> errors = new ArrayList<>(stateErrors);
    errors.addAll(core.passLog().errors());
    OptionalLong until = core.generations().confirmUntilMillis();
    return HostStatus.builder(host.name())
        .agent("simulated", host.imageDigest())
        .times(clock.millis(), clock.millis())
        .generation(
            generation.map(Generation::number).orElse(0L),
            generation.map(Generation::digest).orElse(""),
            core.generations().isConfirmed(),
            generation.map(Generation::atMillis).orElse(0L))
        .convergence(convergence(generation.isPresent(), errors), errors)
        .routers(engines.status().stream().map(this::router).toList())
        .services(services(state))
        .addresses(
            host.kernel().addresses().list().stream()
                .map(each ->
                    new AddressView(
                        InetAddresses.format(each.prefix().address()), each.interfaceName()))
                .toList())
        .stateErrors(stateErrors)
        .version(generation.map(Generation::version).orElse(null))
        .lock(lock.holder().orElse(null))
        .holds(core.holds().current().all())
        .confirmUntil(until.isPresent() ? until.getAsLong() : null)
        .build();
  }

  private Convergence convergence(boolean any, List<String> errors) {
    if (core.generations().isConverging()) {
      return Convergence.CONVERGING;
    }
    if (!errors.isEmpty()) {
      return Convergence.FAILED;
    }
    return any ? Convergence.CONVERGED : Convergence.EMPTY;
  }

  private RouterView router(RouterStatus router) {
    boolean master = router.state() == State.MASTER;
    List<String> held = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    core.network().state().virtualRouters().stream()
        .filter(each -> each.name().equals(router.name()))
        .flatMap(each -> each.held().stream())
        .forEach(each -> {
          String prefix = ((AddressResource) each).inKernel().prefix().toString();
          held.add(prefix);
          plain.add(prefix.substring(0, prefix.indexOf('/')));
        });
    InetAddress other = master ? null : router.master().address();
    return RouterView.builder(
            router.name(),
            router.identity().virtualRouterId(),
            router.identity().version().number(),
            router.identity().interfaceName())
        .state(
            router.state().name(),
            router.role().reason().text(),
            router.role().since().toEpochMilli())
        .priority(router.priority().configured(), router.priority().effective())
        .master(
            other == null ? null : InetAddresses.format(other),
            master ? 0 : router.master().priority())
        .addresses(plain, master ? held : List.of())
        .build();
  }

  private List<ServiceView> services(HostState state) {
    Map<String, Integer> weights = new HashMap<>();
    for (IpvsEntry entry : host.kernel().ipvs().list()) {
      for (IpvsDestination each : entry.destinations()) {
        weights.put(
            entry.service().key() + " " + InetAddresses.format(each.address()), each.weight());
      }
    }
    return state.virtualServices().stream().map(each -> service(each, weights)).toList();
  }

  private static ServiceView service(VirtualServiceSpec service, Map<String, Integer> weights) {
    return new ServiceView(
        service.name(),
        service.key().toString(),
        service.scheduler(),
        "dr",
        service.realServers().stream()
            .map(each -> {
              @Nullable Integer weight = weights.get(service.key() + " " + each.address());
              return RealServerView.builder(each.host(), each.address(), each.port())
                  .weight(weight)
                  .health(RealServerView.Health.UNCHECKED, 0, "")
                  .connections(0L, 0L)
                  .build();
            })
            .toList());
  }
}
