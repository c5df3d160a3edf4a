package org.hactl.agent.api;

import java.util.List;
import java.util.Map;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * An agent at one moment; what {@code hactl status} shows. All times in milliseconds since the
 * epoch.
 *
 * @param generation 0 before the first
 * @param convergence whether the host is as it shall be
 * @param errors why it is not, one sentence each
 * @param unmanaged what others put beside ours
 */
public record HostStatus(
    String host,
    String agentVersion,
    String runtimeDigest,
    long startedAtMillis,
    long generation,
    String generationDigest,
    boolean confirmed,
    long generationAtMillis,
    Convergence convergence,
    List<String> errors,
    List<RouterView> routers,
    List<ServiceView> services,
    List<ResourceId> unmanaged,
    DriftView drift) {

  public enum Convergence {
    CONVERGED,
    CONVERGING,
    /** Something could not be put right; it is tried again. */
    FAILED,
    /** Nothing has been applied yet. */
    EMPTY
  }

  /**
   * @param state {@code MASTER}, {@code BACKUP}, {@code FAULT} or {@code INIT}
   * @param reason of the last transition, in the form {@code advert-timeout}
   * @param masterAddress the master last heard, null where that is this host or nobody
   * @param counters packets sent, received and rejected, by reason
   */
  public record RouterView(
      String name,
      int virtualRouterId,
      int version,
      String interfaceName,
      String state,
      String reason,
      long sinceMillis,
      int priority,
      @Nullable String masterAddress,
      int masterPriority,
      List<String> addresses,
      Map<String, Long> counters) {}

  /** One virtual service; {@code address} as {@code 192.168.0.254:80/tcp}. */
  public record ServiceView(
      String name,
      String address,
      String scheduler,
      String forward,
      List<RealServerView> realServers) {}

  /**
   * @param weight as programmed, null where the real server has no IPVS entry
   * @param detail what the last check said
   */
  public record RealServerView(
      String host,
      String address,
      int port,
      @Nullable Integer weight,
      Health health,
      long sinceMillis,
      String detail,
      long activeConnections,
      long inactiveConnections) {}

  public enum Health {
    HEALTHY,
    UNHEALTHY,
    /** No check has decided yet. */
    UNKNOWN,
    /** The site has no check for it. */
    UNCHECKED
  }

  /**
   * Drift since the agent started: found and put right, and the policy in words ({@code correct,
   * every 30s}).
   */
  public record DriftView(String policy, long found, long corrected, long lastPassAtMillis) {}
}
