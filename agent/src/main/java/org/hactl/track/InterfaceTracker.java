package org.hactl.track;

import org.hactl.host.TrackerSpec;

/** Whether an interface is up and has a carrier. */
final class InterfaceTracker extends DebouncedTracker {
  private final TrackerSpec.Interface spec;
  private final TrackSources.InterfaceStates links;

  InterfaceTracker(
      TrackerSpec.Interface spec,
      TrackSources.InterfaceStates links,
      TrackLoop loop,
      Runnable changed) {
    super(
        spec,
        Debounce.Delays.ofMillis(spec.upDelayMillis(), spec.downDelayMillis()),
        loop,
        changed);
    this.spec = spec;
    this.links = links;
  }

  String interfaceName() {
    return spec.interfaceName();
  }

  @Override
  void start() {
    look();
  }

  @Override
  void look() {
    String name = spec.interfaceName();
    switch (links.look(name)) {
      case RUNNING -> see(true, name + " is up", "");
      case DOWN -> see(false, name + " is down", "");
      case ABSENT -> see(false, name + " does not exist", "");
      case UNKNOWN -> {
        // The last reading stays until the kernel reports more.
      }
    }
  }
}
