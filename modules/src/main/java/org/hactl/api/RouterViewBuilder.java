package org.hactl.api;

import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus.HookView;
import org.hactl.api.HostStatus.OtherMasterView;
import org.hactl.api.HostStatus.RouterView;
import org.jspecify.annotations.Nullable;

/** Builds a {@link RouterView}. */
public final class RouterViewBuilder {
  private final String name;
  private final int virtualRouterId;
  private final int version;
  private final String interfaceName;
  private String state = "";
  private String reason = "";
  private long sinceMillis;
  private int priority;
  private int effectivePriority;
  private @Nullable String group;
  private @Nullable String masterAddress;
  private int masterPriority;
  private List<String> addresses = List.of();
  private List<String> held = List.of();
  private @Nullable OtherMasterView otherMaster;
  private List<HookView> hooks = List.of();
  private long maxTimerLatenessMicros;
  private @Nullable String sendError;
  private Map<String, Long> counters = Map.of();
  private @Nullable Long advertIntervalMillis;
  private @Nullable String rank;
  private List<String> alsoHeard = List.of();

  RouterViewBuilder(String name, int virtualRouterId, int version, String interfaceName) {
    this.name = name;
    this.virtualRouterId = virtualRouterId;
    this.version = version;
    this.interfaceName = interfaceName;
  }

  public RouterViewBuilder state(String state, String reason, long sinceMillis) {
    this.state = state;
    this.reason = reason;
    this.sinceMillis = sinceMillis;
    return this;
  }

  public RouterViewBuilder priority(int priority, int effectivePriority) {
    this.priority = priority;
    this.effectivePriority = effectivePriority;
    return this;
  }

  public RouterViewBuilder group(@Nullable String value) {
    group = value;
    return this;
  }

  public RouterViewBuilder master(@Nullable String masterAddress, int masterPriority) {
    this.masterAddress = masterAddress;
    this.masterPriority = masterPriority;
    return this;
  }

  public RouterViewBuilder addresses(List<String> addresses, List<String> held) {
    this.addresses = addresses;
    this.held = held;
    return this;
  }

  public RouterViewBuilder otherMaster(@Nullable OtherMasterView value) {
    otherMaster = value;
    return this;
  }

  public RouterViewBuilder hooks(List<HookView> value) {
    hooks = value;
    return this;
  }

  public RouterViewBuilder maxTimerLatenessMicros(long value) {
    maxTimerLatenessMicros = value;
    return this;
  }

  public RouterViewBuilder sendError(@Nullable String value) {
    sendError = value;
    return this;
  }

  public RouterViewBuilder counters(Map<String, Long> value) {
    counters = value;
    return this;
  }

  public RouterViewBuilder advertIntervalMillis(@Nullable Long value) {
    advertIntervalMillis = value;
    return this;
  }

  public RouterViewBuilder rank(@Nullable String value) {
    rank = value;
    return this;
  }

  public RouterViewBuilder alsoHeard(List<String> value) {
    alsoHeard = value;
    return this;
  }

  public RouterView build() {
    return new RouterView(
        name,
        virtualRouterId,
        version,
        interfaceName,
        state,
        reason,
        sinceMillis,
        priority,
        effectivePriority,
        group,
        masterAddress,
        masterPriority,
        addresses,
        held,
        otherMaster,
        hooks,
        maxTimerLatenessMicros,
        sendError,
        counters,
        advertIntervalMillis,
        rank,
        alsoHeard);
  }
}
