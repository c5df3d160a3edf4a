package org.hactl.agent.converge;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.hactl.agent.engines.EngineProblems;
import org.hactl.host.Holds;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.reconcile.HealthLookup;
import org.hactl.vrrp.model.ServingFault;
import org.jspecify.annotations.Nullable;

/** Engines that record each configuration and announcement. */
final class FakeEngines implements Engines {
  final List<HostState> configured = new CopyOnWriteArrayList<>();
  final List<String> announced = new CopyOnWriteArrayList<>();

  /** What was said to be lacking, as {@code ROUTER REASON}. */
  final List<String> lacking = new CopyOnWriteArrayList<>();

  volatile Set<String> standingBy = Set.of();

  /** Whether the last state that was configured is tried out and not confirmed. */
  volatile boolean onTrial;

  /** Whether a confirmed state still has to settle. */
  volatile boolean settles;

  /** The state whose routers an earlier process still heard. */
  volatile @Nullable HostState accepted;

  volatile @Nullable ServingFault lackingNow;

  volatile HealthLookup health = HealthLookup.UNCHECKED;

  /** The routers that the last configuration started as master. */
  volatile Set<String> resumed = Set.of();

  /** What another program had in service at the last configuration. */
  volatile List<VirtualServiceSpec> serving = List.of();

  /** Called with each state before the engines take it. */
  Consumer<HostState> configuring = _ -> {};

  @Override
  public void configure(HostState state) {
    configuring.accept(state);
    configured.add(state);
    onTrial = false;
  }

  @Override
  public void tryOut(HostState state, Set<String> asMaster, List<VirtualServiceSpec> ofOthers) {
    configure(state);
    resumed = Set.copyOf(asMaster);
    serving = List.copyOf(ofOthers);
    onTrial = true;
  }

  @Override
  public boolean confirmed() {
    onTrial = false;
    return settles;
  }

  @Override
  public boolean settled() {
    settles = false;
    return true;
  }

  @Override
  public void goOnSettling(HostState before) {
    accepted = before;
  }

  @Override
  public void retire(HostState without) {
    configuring.accept(without);
  }

  @Override
  public List<String> problems(HostState state) {
    return EngineProblems.of(state, Instant.now());
  }

  @Override
  public void lacks(String router, @Nullable ServingFault fault) {
    lacking.add(router + " " + (fault == null ? "nothing" : fault.reason().text()));
    lackingNow = fault;
  }

  @Override
  public void standBy(Set<String> routers) {
    standingBy = Set.copyOf(routers);
  }

  @Override
  public void interfaceChanged(String name) {}

  @Override
  public void interfacesUnsure() {}

  @Override
  public void drill(HostState state) {}

  @Override
  public void awaitFirstChecks() {}

  @Override
  public void awaitOtherMaster() {}

  @Override
  public void holds(Holds now) {}

  @Override
  public HealthLookup health() {
    return health;
  }

  @Override
  public void announce(Collection<String> routers) {
    announced.addAll(routers);
  }
}
