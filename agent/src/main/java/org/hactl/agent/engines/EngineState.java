package org.hactl.agent.engines;

import java.util.List;
import java.util.Map;
import org.hactl.bfd.model.SessionSnapshot;
import org.hactl.health.HealthView;
import org.hactl.health.RealServerKey;
import org.hactl.track.TrackerSnapshot;
import org.hactl.vrrp.model.RouterSnapshot;

/**
 * The engines of this host at one moment, for the agent's process that takes over from this one.
 *
 * @param routers by name
 * @param sessions BFD, by name
 * @param trackers by name
 */
public record EngineState(
    Map<String, RouterSnapshot> routers,
    Map<String, SessionSnapshot> sessions,
    List<Checked> servers,
    Map<String, TrackerSnapshot> trackers) {
  public static final EngineState NONE = new EngineState(Map.of(), Map.of(), List.of(), Map.of());

  /** The health of one real server. */
  public record Checked(RealServerKey server, HealthView health) {}
}
