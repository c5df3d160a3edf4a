package org.hactl.agent.engines;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.bfd.model.SessionSnapshot;
import org.hactl.health.HealthView;
import org.hactl.health.QuorumView;
import org.hactl.health.RealServerKey;
import org.hactl.track.TrackerSnapshot;
import org.hactl.vrrp.model.RouterSnapshot;

/**
 * The engines of this host at one moment, for the agent's process that takes over from this one.
 *
 * @param routers by name
 * @param sessions BFD, by name
 * @param trackers by name
 * @param quorums by the name of the service
 */
public record EngineState(
    Map<String, RouterSnapshot> routers,
    Map<String, SessionSnapshot> sessions,
    List<Checked> servers,
    Map<String, TrackerSnapshot> trackers,
    Map<String, QuorumView> quorums) {
  public static final EngineState NONE =
      new EngineState(Map.of(), Map.of(), List.of(), Map.of(), Map.of());

  public EngineState {
    // An older agent does not say.
    quorums = Objects.requireNonNullElse(quorums, Map.of());
  }

  /** The health of one real server. */
  public record Checked(RealServerKey server, HealthView health) {}
}
