package org.hactl.agent;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hactl.host.HostState;

/** Engines that do as they are told, and remember it. */
final class FakeEngines implements Engines {
  final EngineEvents events;
  final List<HostState> configured = new CopyOnWriteArrayList<>();
  final List<String> announced = new CopyOnWriteArrayList<>();

  FakeEngines(EngineEvents events) {
    this.events = events;
  }

  @Override
  public void configure(HostState state) {
    configured.add(state);
  }

  @Override
  public void awaitFirstChecks() {}

  @Override
  public void announce(String router) {
    announced.add(router);
  }
}
