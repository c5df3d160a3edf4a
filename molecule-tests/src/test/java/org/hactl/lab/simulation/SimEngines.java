package org.hactl.lab.simulation;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hactl.agent.converge.EngineInbox;
import org.hactl.agent.converge.Engines;
import org.hactl.agent.engines.EngineProblems;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.reconcile.HealthLookup;
import org.hactl.vrrp.model.ServingFault;
import org.jspecify.annotations.Nullable;

/** The engines of an agent: virtual routers by {@link Election}, and no health checks. */
final class SimEngines implements Engines {
  private final String host;
  private final SimProcess process;
  private final Election election;
  private final EngineInbox inbox;
  private final Set<String> masters = new HashSet<>();
  private final Set<String> faults = new HashSet<>();
  private Map<String, VirtualRouterSpec> routers = new TreeMap<>();
  private Set<String> standingBy = Set.of();

  SimEngines(String host, SimProcess process, Election election, EngineInbox inbox) {
    this.host = host;
    this.process = process;
    this.election = election;
    this.inbox = inbox;
  }

  /** The election has given or taken a role. */
  void role(String router, boolean master) {
    if (master ? masters.add(router) : masters.remove(router)) {
      process.start("vrrp", () -> inbox.roleChanged(router, master));
    }
  }

  boolean isMaster(String router) {
    return masters.contains(router);
  }

  Collection<VirtualRouterSpec> routers() {
    return routers.values();
  }

  @Override
  public List<String> problems(HostState state) {
    return EngineProblems.of(state, Instant.EPOCH);
  }

  @Override
  public void configure(HostState state) {
    Map<String, VirtualRouterSpec> wanted = new TreeMap<>();
    state.virtualRouters().forEach(each -> wanted.put(each.name(), each));
    Map<String, VirtualRouterSpec> before = routers;
    routers = wanted;
    before.keySet().stream().filter(each -> !wanted.containsKey(each)).forEach(this::follow);
    wanted.forEach((name, spec) -> {
      VirtualRouterSpec was = before.get(name);
      if (was == null || was.config().priority() != spec.config().priority()) {
        follow(name);
      }
    });
  }

  /** Joins the election, or leaves it, as the configuration and the holds say. */
  private void follow(String router) {
    VirtualRouterSpec spec = routers.get(router);
    if (spec == null || standingBy.contains(router) || faults.contains(router)) {
      election.leave(router, host);
    } else {
      election.join(router, host, this, spec.config().priority());
    }
  }

  @Override
  public void tryOut(HostState state, Set<String> resumed, List<VirtualServiceSpec> serving) {
    configure(state);
  }

  @Override
  public boolean confirmed() {
    return false;
  }

  @Override
  public boolean settled() {
    return true;
  }

  @Override
  public void goOnSettling(HostState before) {}

  @Override
  public void retire(HostState without) {
    configure(without);
  }

  @Override
  public void awaitFirstChecks() {}

  /** The election gives a role to one host in one moment. */
  @Override
  public void awaitOtherMaster() {}

  @Override
  public HealthLookup health() {
    return HealthLookup.UNCHECKED;
  }

  @Override
  public void announce(Collection<String> names) {}

  @Override
  public void lacks(String router, @Nullable ServingFault fault) {
    if (fault == null ? faults.remove(router) : faults.add(router)) {
      follow(router);
    }
  }

  @Override
  public void standBy(Set<String> names) {
    Set<String> changed = new HashSet<>(names);
    changed.addAll(standingBy);
    standingBy = Set.copyOf(names);
    changed.stream().sorted().forEach(this::follow);
  }

  @Override
  public void interfaceChanged(String name) {}

  @Override
  public void interfacesUnsure() {}

  @Override
  public void drill(HostState state) {}
}
