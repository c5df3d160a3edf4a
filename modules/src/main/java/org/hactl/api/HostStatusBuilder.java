package org.hactl.api;

import java.util.List;
import org.hactl.api.HostStatus.BfdEngineView;
import org.hactl.api.HostStatus.BfdView;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.HostStatus.DriftView;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.HostStatus.TrackerView;
import org.hactl.api.HostStatus.VrrpView;
import org.hactl.host.Hold;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/** Builds a {@link HostStatus}; the defaults are those of an agent that has applied nothing yet. */
public final class HostStatusBuilder {
  private final String host;
  private String agentVersion = "";
  private String runtimeDigest = "";
  private long nowMillis;
  private long startedAtMillis;
  private long generation;
  private String generationDigest = "";
  private boolean confirmed;
  private long generationAtMillis;
  private Convergence convergence = Convergence.EMPTY;
  private List<String> errors = List.of();
  private List<RouterView> routers = List.of();
  private VrrpView vrrp = VrrpView.NONE;
  private List<ServiceView> services = List.of();
  private List<TrackerView> trackers = List.of();
  private List<BfdView> bfd = List.of();
  private BfdEngineView bfdEngine = BfdEngineView.NONE;
  private List<ResourceId> unmanaged = List.of();
  private DriftView drift = new DriftView("", 0, 0, 0);
  private @Nullable List<AddressView> addresses;
  private List<String> stateErrors = List.of();
  private @Nullable SiteVersion version;
  private @Nullable LockView lock;
  private PeersView peers = PeersView.NONE;
  private @Nullable List<Hold> holds = List.of();
  private @Nullable Long confirmUntilMillis;
  private boolean confirmsItself;
  private @Nullable String servicesDigest;
  private @Nullable ConnectionSyncView connectionSync;

  HostStatusBuilder(String host) {
    this.host = host;
  }

  public HostStatusBuilder agent(String agentVersion, String runtimeDigest) {
    this.agentVersion = agentVersion;
    this.runtimeDigest = runtimeDigest;
    return this;
  }

  public HostStatusBuilder times(long nowMillis, long startedAtMillis) {
    this.nowMillis = nowMillis;
    this.startedAtMillis = startedAtMillis;
    return this;
  }

  public HostStatusBuilder generation(
      long generation, String generationDigest, boolean confirmed, long generationAtMillis) {
    this.generation = generation;
    this.generationDigest = generationDigest;
    this.confirmed = confirmed;
    this.generationAtMillis = generationAtMillis;
    return this;
  }

  public HostStatusBuilder convergence(Convergence convergence, List<String> errors) {
    this.convergence = convergence;
    this.errors = errors;
    return this;
  }

  public HostStatusBuilder routers(List<RouterView> value) {
    routers = value;
    return this;
  }

  public HostStatusBuilder vrrp(VrrpView value) {
    vrrp = value;
    return this;
  }

  public HostStatusBuilder services(List<ServiceView> value) {
    services = value;
    return this;
  }

  public HostStatusBuilder trackers(List<TrackerView> value) {
    trackers = value;
    return this;
  }

  public HostStatusBuilder bfd(List<BfdView> value) {
    bfd = value;
    return this;
  }

  public HostStatusBuilder bfdEngine(BfdEngineView value) {
    bfdEngine = value;
    return this;
  }

  public HostStatusBuilder unmanaged(List<ResourceId> value) {
    unmanaged = value;
    return this;
  }

  public HostStatusBuilder drift(DriftView value) {
    drift = value;
    return this;
  }

  public HostStatusBuilder addresses(@Nullable List<AddressView> value) {
    addresses = value;
    return this;
  }

  public HostStatusBuilder stateErrors(List<String> value) {
    stateErrors = value;
    return this;
  }

  public HostStatusBuilder version(@Nullable SiteVersion value) {
    version = value;
    return this;
  }

  public HostStatusBuilder lock(@Nullable LockView value) {
    lock = value;
    return this;
  }

  public HostStatusBuilder peers(PeersView value) {
    peers = value;
    return this;
  }

  public HostStatusBuilder holds(@Nullable List<Hold> value) {
    holds = value;
    return this;
  }

  public HostStatusBuilder confirmUntil(@Nullable Long millis) {
    confirmUntilMillis = millis;
    return this;
  }

  public HostStatusBuilder confirmsItself(boolean value) {
    confirmsItself = value;
    return this;
  }

  public HostStatusBuilder servicesDigest(@Nullable String value) {
    servicesDigest = value;
    return this;
  }

  public HostStatusBuilder connectionSync(@Nullable ConnectionSyncView value) {
    connectionSync = value;
    return this;
  }

  public HostStatus build() {
    return new HostStatus(
        host,
        agentVersion,
        runtimeDigest,
        nowMillis,
        startedAtMillis,
        generation,
        generationDigest,
        confirmed,
        generationAtMillis,
        convergence,
        errors,
        routers,
        vrrp,
        services,
        trackers,
        bfd,
        bfdEngine,
        unmanaged,
        drift,
        addresses,
        stateErrors,
        version,
        lock,
        peers,
        holds,
        confirmUntilMillis,
        confirmsItself,
        servicesDigest,
        connectionSync);
  }
}
