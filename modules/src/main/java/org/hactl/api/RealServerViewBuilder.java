package org.hactl.api;

import java.util.List;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.RealServerView.OwnView;
import org.hactl.api.RealServerView.TrialView;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link RealServerView}. A view without {@link #connections} means that the agent could
 * not read the IPVS table.
 */
public final class RealServerViewBuilder {
  private final String host;
  private final String address;
  private final int port;
  private @Nullable Integer weight;
  private Health health = Health.UNCHECKED;
  private long sinceMillis;
  private String detail = "";
  private @Nullable Long activeConnections;
  private @Nullable Long inactiveConnections;
  private @Nullable TrialView trial;
  private @Nullable OwnView own;
  private @Nullable Integer siteWeight;
  private @Nullable Integer slowStartPercent;
  private @Nullable Integer checkPercent;
  private @Nullable List<TryView> tries;

  RealServerViewBuilder(String host, String address, int port) {
    this.host = host;
    this.address = address;
    this.port = port;
  }

  public RealServerViewBuilder weight(@Nullable Integer value) {
    weight = value;
    return this;
  }

  public RealServerViewBuilder health(Health health, long sinceMillis, String detail) {
    this.health = health;
    this.sinceMillis = sinceMillis;
    this.detail = detail;
    return this;
  }

  public RealServerViewBuilder connections(
      @Nullable Long activeConnections, @Nullable Long inactiveConnections) {
    this.activeConnections = activeConnections;
    this.inactiveConnections = inactiveConnections;
    return this;
  }

  public RealServerViewBuilder trial(@Nullable TrialView value) {
    trial = value;
    return this;
  }

  public RealServerViewBuilder own(@Nullable OwnView value) {
    own = value;
    return this;
  }

  public RealServerViewBuilder siteWeight(int value) {
    siteWeight = value;
    return this;
  }

  public RealServerViewBuilder slowStart(@Nullable Integer percent) {
    slowStartPercent = percent;
    return this;
  }

  public RealServerViewBuilder byChecks(@Nullable Integer percent) {
    checkPercent = percent;
    return this;
  }

  public RealServerViewBuilder tries(List<TryView> value) {
    tries = List.copyOf(value);
    return this;
  }

  public RealServerView build() {
    return new RealServerView(
        host,
        address,
        port,
        weight,
        health,
        sinceMillis,
        detail,
        activeConnections,
        inactiveConnections,
        trial,
        own,
        siteWeight,
        slowStartPercent,
        checkPercent,
        tries);
  }
}
