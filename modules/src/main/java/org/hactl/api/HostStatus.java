package org.hactl.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * An agent at one moment; what {@code hactl status} shows. All times in milliseconds since the
 * epoch.
 *
 * @param nowMillis when it was so by the host's clock, by which all other times go; 0 from an older
 *     agent
 * @param generation 0 before the first
 * @param convergence whether the host is as the site says
 * @param errors why it is not, one sentence each
 * @param trackers what virtual routers depend on, by name
 * @param bfd the BFD sessions, in the order of the site
 * @param bfdEngine what all of them share
 * @param unmanaged what other programs have put beside the site's resources
 */
public record HostStatus(
    String host,
    String agentVersion,
    String runtimeDigest,
    long nowMillis,
    long startedAtMillis,
    long generation,
    String generationDigest,
    boolean confirmed,
    long generationAtMillis,
    Convergence convergence,
    List<String> errors,
    List<RouterView> routers,
    VrrpView vrrp,
    List<ServiceView> services,
    List<TrackerView> trackers,
    List<BfdView> bfd,
    BfdEngineView bfdEngine,
    List<ResourceId> unmanaged,
    DriftView drift) {
  public HostStatus {
    // An older agent does not say.
    vrrp = Objects.requireNonNullElse(vrrp, VrrpView.NONE);
    trackers = Objects.requireNonNullElse(trackers, List.of());
    bfd = Objects.requireNonNullElse(bfd, List.of());
    bfdEngine = Objects.requireNonNullElse(bfdEngine, BfdEngineView.NONE);
  }

  public enum Convergence {
    CONVERGED,
    CONVERGING,
    /** Something could not be corrected; it is tried again. */
    FAILED,
    /** Nothing has been applied yet. */
    EMPTY
  }

  /**
   * @param state {@code MASTER}, {@code BACKUP}, {@code FAULT} or {@code INIT}
   * @param reason of the last transition, in the form {@code advert-timeout}
   * @param priority as the site says
   * @param effectivePriority as it advertises: with what tracking adds
   * @param group the sync group it is in, or null
   * @param masterAddress the master last heard, null where that is this host or unknown
   * @param addresses those it advertises, without a prefix
   * @param held what comes and goes with the role, advertised or not, as {@code 192.168.0.254/24},
   *     with {@code dev eth1} where that is not the router's interface
   * @param otherMaster the other master beside this host, null for none
   * @param hooks how each of its hooks last ended
   * @param maxTimerLatenessMicros how late its timers ever fired
   * @param sendError what the system answered to the last packet that it did not take, or null
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
      int effectivePriority,
      @Nullable String group,
      @Nullable String masterAddress,
      int masterPriority,
      List<String> addresses,
      List<String> held,
      @Nullable OtherMasterView otherMaster,
      List<HookView> hooks,
      long maxTimerLatenessMicros,
      @Nullable String sendError,
      Map<String, Long> counters) {
    public RouterView {
      // An older agent does not say.
      held = Objects.requireNonNullElse(held, addresses);
      hooks = Objects.requireNonNullElse(hooks, List.of());
    }
  }

  /**
   * Another master beside this host.
   *
   * @param priority as it says; 0 where its packets cannot be read
   * @param reason why we reject its advertisements, in the form {@code password}; empty where we do
   *     not
   * @param text the same for a person, with what to do
   */
  public record OtherMasterView(
      String address, int priority, String reason, String text, long sinceMillis) {}

  /**
   * How a hook last ended.
   *
   * @param state what it was told
   * @param ok whether it ended without being killed, and with status 0
   * @param outcome how it ended, with the last line it printed, or why it could not run
   */
  public record HookView(String command, String state, boolean ok, String outcome, long atMillis) {}

  /**
   * What all virtual routers share.
   *
   * @param realtimePriority of the VRRP thread; 0 where the system granted none, or no engine runs
   * @param realtimeError what the system answered then, or null
   * @param unassigned packets that fit no router, by what was wrong with them
   * @param stalls how often the agent, or the whole system, stood still since the agent started
   */
  public record VrrpView(
      int realtimePriority,
      @Nullable String realtimeError,
      Map<String, Long> unassigned,
      long stalls,
      long longestStallMillis,
      List<GroupView> groups,
      List<FifoView> fifos) {
    public static final VrrpView NONE = new VrrpView(0, null, Map.of(), 0, 0, List.of(), List.of());

    public VrrpView {
      // An older agent does not say.
      unassigned = Objects.requireNonNullElse(unassigned, Map.of());
    }
  }

  /**
   * A sync group.
   *
   * @param state that of its routers; {@code CHANGING} while they differ
   * @param sinceMillis when the last of them came to it
   */
  public record GroupView(
      String name, List<String> routers, String state, long sinceMillis, List<HookView> hooks) {}

  /**
   * What became of the lines of a FIFO since it came into the site.
   *
   * @param error why the last one was dropped, or the FIFO could not be made; empty for no trouble
   */
  public record FifoView(String path, long written, long dropped, String error) {}

  /**
   * Something that virtual routers depend on.
   *
   * @param kind {@code script}, {@code file}, {@code process}, {@code interface}, {@code bfd} or
   *     {@code service}
   * @param value {@code true}, {@code false}, {@code unknown}, or a file's number
   * @param sinceMillis when it came to that; 0 where no router uses it, so that it is not looked at
   * @param detail why, in words
   * @param usedBy routers and sync groups, by name
   */
  public record TrackerView(
      String name,
      String kind,
      String value,
      long sinceMillis,
      String detail,
      List<String> usedBy) {}

  /**
   * A BFD session.
   *
   * @param interfaceName null for wherever the route leads
   * @param state {@code up}, {@code init}, {@code down} or {@code admin-down}
   * @param reason why it came to that, in the form {@code detection-time-expired}
   * @param neighbourState the neighbour's, as last heard
   * @param neighbourDiagnostic why the neighbour came to that, by its own words
   * @param transmitMicros at which interval we send
   * @param receiveMicros at which interval the neighbour has to be heard; 0 before it was heard
   * @param detectionMicros after how long a silence it goes down; 0 before anything was heard
   * @param fault why nothing can be sent or received at all; empty for no trouble
   * @param counters packets sent, received and rejected, by reason
   */
  public record BfdView(
      String name,
      String neighbour,
      @Nullable String interfaceName,
      boolean multihop,
      String state,
      String reason,
      long sinceMillis,
      String neighbourState,
      String neighbourDiagnostic,
      long transmitMicros,
      long receiveMicros,
      long detectionMicros,
      String fault,
      Map<String, Long> counters) {}

  /**
   * What all BFD sessions share.
   *
   * @param realtimePriority of the BFD thread; 0 where the system granted none, or no engine runs
   * @param realtimeError what the system answered then, or null
   * @param unassigned packets that fit no session, by what was wrong with them
   */
  public record BfdEngineView(
      int realtimePriority, @Nullable String realtimeError, Map<String, Long> unassigned) {
    public static final BfdEngineView NONE = new BfdEngineView(0, null, Map.of());
  }

  /** One virtual service; {@code address} as {@code 192.168.0.254:80/tcp}. */
  public record ServiceView(
      String name,
      String address,
      String scheduler,
      String forward,
      List<RealServerView> realServers) {}

  /**
   * @param weight as programmed, null where the real server has no IPVS entry, or where {@link
   *     #ipvsKnown} is false
   * @param detail what the last check said
   * @param activeConnections 0 where it has no entry; null where the IPVS table could not be read
   * @param inactiveConnections likewise
   */
  public record RealServerView(
      String host,
      String address,
      int port,
      @Nullable Integer weight,
      Health health,
      long sinceMillis,
      String detail,
      @Nullable Long activeConnections,
      @Nullable Long inactiveConnections) {

    /**
     * Whether the agent knows what IPVS has of this real server; the errors say why it does not.
     */
    public boolean ipvsKnown() {
      return activeConnections != null;
    }
  }

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
