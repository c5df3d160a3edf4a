package org.hactl.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.host.Hold;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * The status of an agent at one moment: what {@code hactl status} shows. All times are in
 * milliseconds since the epoch.
 *
 * @param nowMillis the time of this status, by the host's clock as all times; 0 from an older agent
 * @param generation the confirmed or pending generation; 0 before the first
 * @param convergence whether the host matches the site
 * @param errors why it does not match, one sentence each
 * @param trackers what virtual routers depend on, by name
 * @param bfd the BFD sessions, in the order of the site
 * @param bfdEngine what all BFD sessions share
 * @param unmanaged resources that other programs created and the site does not name
 * @param addresses those of the host except on its loopback; null if they are not known
 * @param stateErrors what the agent cannot read of its own state on disk, one sentence each
 * @param version the version of the site that the host holds; null if it holds none, or its agent
 *     is older
 * @param lock who has locked the host; null if it is not locked
 * @param peers what it has heard of the other directors' versions of the site
 * @param holds what operators hold on this host, ended holds too; null if its agent is older
 * @param confirmUntilMillis when the generation is rolled back unless it is confirmed; null if it
 *     does not wait, or its agent is older
 * @param confirmsItself whether it is confirmed then instead, because its run has said that the
 *     site stays
 * @param servicesDigest in a brief status: what the virtual services are that it leaves out; equal
 *     on hosts with the same services and real servers. Null in a whole status
 * @param connectionSync null if the site wants none here, or the agent is older
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
    DriftView drift,
    @Nullable List<AddressView> addresses,
    List<String> stateErrors,
    @Nullable SiteVersion version,
    @Nullable LockView lock,
    PeersView peers,
    @Nullable List<Hold> holds,
    @Nullable Long confirmUntilMillis,
    boolean confirmsItself,
    @Nullable String servicesDigest,
    @Nullable ConnectionSyncView connectionSync) {
  public HostStatus {
    // An older agent does not say.
    peers = Objects.requireNonNullElse(peers, PeersView.NONE);
    stateErrors = Objects.requireNonNullElse(stateErrors, List.of());
    vrrp = Objects.requireNonNullElse(vrrp, VrrpView.NONE);
    trackers = Objects.requireNonNullElse(trackers, List.of());
    bfd = Objects.requireNonNullElse(bfd, List.of());
    bfdEngine = Objects.requireNonNullElse(bfdEngine, BfdEngineView.NONE);
  }

  /** A builder for a host on which nothing has been applied yet. */
  public static HostStatusBuilder builder(String host) {
    return new HostStatusBuilder(host);
  }

  public enum Convergence {
    CONVERGED,
    CONVERGING,
    /** A resource could not be corrected; the agent tries again. */
    FAILED,
    /** Nothing has been applied yet. */
    EMPTY
  }

  /**
   * @param state {@code MASTER}, {@code BACKUP}, {@code FAULT} or {@code INIT}
   * @param reason of the last transition, in the form {@code advert-timeout}
   * @param priority the priority configured in the site
   * @param effectivePriority the advertised priority: the configured one plus the offset of
   *     tracking
   * @param group the sync group it is in, or null
   * @param masterAddress the master last heard; null if it is this host or unknown
   * @param addresses the advertised VIPs, without prefix lengths
   * @param held the held resources; an address in the form {@code 192.168.0.254/24}, followed by
   *     {@code dev eth1} if it is on another interface than the router's
   * @param otherMaster another router that is master at the same time; null for none
   * @param hooks how each of its hooks last ended
   * @param maxTimerLatenessMicros the longest delay with which one of its timers fired
   * @param sendError the system's error for the last packet that could not be sent, or null
   * @param counters packets sent, received and rejected, by reason
   * @param advertIntervalMillis decides how long a takeover takes; null from an older agent
   * @param rank why the router ranks below others or does not preempt: by the health of its virtual
   *     services, or as this host holds an older version of the site; null if nothing is against it
   * @param alsoHeard how the advertisements differ that the router also sends and accepts while it
   *     changes in stages, in the form {@code vrid 51}; empty if it does not change
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
      Map<String, Long> counters,
      @Nullable Long advertIntervalMillis,
      @Nullable String rank,
      List<String> alsoHeard) {
    public RouterView {
      // An older agent does not say.
      alsoHeard = Objects.requireNonNullElse(alsoHeard, List.of());
      held = Objects.requireNonNullElse(held, addresses);
      hooks = Objects.requireNonNullElse(hooks, List.of());
    }

    /** Whether the host is master of it. */
    public boolean leads() {
      return state.equals("MASTER");
    }

    public static RouterViewBuilder builder(
        String name, int virtualRouterId, int version, String interfaceName) {
      return new RouterViewBuilder(name, virtualRouterId, version, interfaceName);
    }
  }

  /**
   * Another host that is master of a router at the same time as this host.
   *
   * @param priority the priority that it advertises; 0 if its packets cannot be read
   * @param reason why this host rejects its advertisements, in the form {@code password}; empty if
   *     it accepts them
   * @param text the same facts as a sentence for the operator, with the next step
   */
  public record OtherMasterView(
      String address, int priority, String reason, String text, long sinceMillis) {}

  /**
   * How a hook last ended.
   *
   * @param state the state that it was called with
   * @param ok whether it ended without being killed, and with status 0
   * @param outcome how it ended, with the last line it printed, or why it could not run
   */
  public record HookView(String command, String state, boolean ok, String outcome, long atMillis) {}

  /**
   * What all virtual routers share.
   *
   * @param realtimePriority of the VRRP thread; 0 if the system granted none, or no engine runs
   * @param realtimeError why the system did not grant it, or null
   * @param unassigned packets that belong to none of the routers, by reason
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
   * @param state the state of all its routers; {@code CHANGING} while they differ
   * @param sinceMillis when the last of its routers entered that state
   */
  public record GroupView(
      String name, List<String> routers, String state, long sinceMillis, List<HookView> hooks) {}

  /**
   * A tracker: a condition that virtual routers depend on.
   *
   * @param kind {@code script}, {@code file}, {@code process}, {@code interface}, {@code bfd} or
   *     {@code service}
   * @param value {@code true}, {@code false}, {@code unknown}, or a file's number
   * @param sinceMillis when it took that value; 0 if no router uses it, so that it is not checked
   * @param detail why it has that value, in words
   * @param usedBy the names of the routers and sync groups that use it
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
   * @param interfaceName null to follow the route
   * @param state {@code up}, {@code init}, {@code down} or {@code admin-down}
   * @param reason why it entered that state, in the form {@code detection-time-expired}
   * @param neighbourState the neighbour's state, as last received
   * @param neighbourDiagnostic the neighbour's own reason for its state (the diagnostic code it
   *     sends)
   * @param transmitMicros the interval at which this host sends
   * @param receiveMicros the interval at which this host expects the neighbour's packets; 0 before
   *     the first packet
   * @param detectionMicros the time without a packet after which it goes down; 0 before the first
   *     packet
   * @param fault why nothing can be sent or received at all; empty if there is no such error
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
      Map<String, Long> counters) {
    public static BfdViewBuilder builder(String name, String neighbour) {
      return new BfdViewBuilder(name, neighbour);
    }
  }

  /**
   * What all BFD sessions share.
   *
   * @param realtimePriority of the BFD thread; 0 if the system granted none, or no engine runs
   * @param realtimeError why the system did not grant it, or null
   * @param unassigned packets that belong to none of the sessions, by reason
   */
  public record BfdEngineView(
      int realtimePriority, @Nullable String realtimeError, Map<String, Long> unassigned) {
    public static final BfdEngineView NONE = new BfdEngineView(0, null, Map.of());
  }

  /**
   * Drift since the agent started, and the policy in words ({@code correct, every 30s}).
   *
   * @param foundLastHour how much was found within the last hour, at most since the agent started;
   *     null from an older agent
   */
  public record DriftView(
      String policy,
      long found,
      long corrected,
      long lastPassAtMillis,
      @Nullable Long foundLastHour) {
    public DriftView(String policy, long found, long corrected, long lastPassAtMillis) {
      this(policy, found, corrected, lastPassAtMillis, null);
    }
  }
}
