package org.hactl.api;

import java.util.Map;
import org.hactl.api.HostStatus.BfdView;
import org.jspecify.annotations.Nullable;

/** Builds a {@link BfdView}. */
public final class BfdViewBuilder {
  private final String name;
  private final String neighbour;
  private @Nullable String interfaceName;
  private boolean multihop;
  private String state = "";
  private String reason = "";
  private long sinceMillis;
  private String neighbourState = "";
  private String neighbourDiagnostic = "";
  private long transmitMicros;
  private long receiveMicros;
  private long detectionMicros;
  private String fault = "";
  private Map<String, Long> counters = Map.of();

  BfdViewBuilder(String name, String neighbour) {
    this.name = name;
    this.neighbour = neighbour;
  }

  public BfdViewBuilder path(@Nullable String interfaceName, boolean multihop) {
    this.interfaceName = interfaceName;
    this.multihop = multihop;
    return this;
  }

  public BfdViewBuilder state(String state, String reason, long sinceMillis) {
    this.state = state;
    this.reason = reason;
    this.sinceMillis = sinceMillis;
    return this;
  }

  public BfdViewBuilder neighbourState(String neighbourState, String neighbourDiagnostic) {
    this.neighbourState = neighbourState;
    this.neighbourDiagnostic = neighbourDiagnostic;
    return this;
  }

  public BfdViewBuilder intervals(long transmitMicros, long receiveMicros, long detectionMicros) {
    this.transmitMicros = transmitMicros;
    this.receiveMicros = receiveMicros;
    this.detectionMicros = detectionMicros;
    return this;
  }

  public BfdViewBuilder fault(String value) {
    fault = value;
    return this;
  }

  public BfdViewBuilder counters(Map<String, Long> value) {
    counters = value;
    return this;
  }

  public BfdView build() {
    return new BfdView(
        name,
        neighbour,
        interfaceName,
        multihop,
        state,
        reason,
        sinceMillis,
        neighbourState,
        neighbourDiagnostic,
        transmitMicros,
        receiveMicros,
        detectionMicros,
        fault,
        counters);
  }
}
