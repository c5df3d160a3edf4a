package org.hactl.lab.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of the demonstration; a stage that did not run is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DemoReport(
    int hosts,
    @Nullable ApplyFigures apply,
    @JsonProperty("second_apply") @Nullable ApplyFigures secondApply,
    @Nullable List<String> pages,
    @Nullable FailoverFigures failover,
    @Nullable DriftFigures drift,
    @Nullable Onboard onboard) {

  /**
   * @param changed how many resources were changed, over all hosts
   */
  record ApplyFigures(double seconds, int changed) {}

  /**
   * @param milliseconds from the last page before the power cut to the first page after it
   */
  record FailoverFigures(long milliseconds, long requests, long lost) {}

  /** How long each manual change lasted until its repair. */
  record DriftFigures(
      @JsonProperty("vip_ms") double vipMillis,
      @JsonProperty("real_server_ms") double realServerMillis,
      @JsonProperty("sysctl_ms") double sysctlMillis) {}

  record Onboard(double seconds, List<String> pages) {}

  static DemoReport of(int hosts) {
    return new DemoReport(hosts, null, null, null, null, null, null);
  }

  DemoReport withApply(ApplyFigures value) {
    return new DemoReport(hosts, value, secondApply, pages, failover, drift, onboard);
  }

  DemoReport withSecondApply(ApplyFigures value) {
    return new DemoReport(hosts, apply, value, pages, failover, drift, onboard);
  }

  DemoReport withPages(List<String> value) {
    return new DemoReport(hosts, apply, secondApply, value, failover, drift, onboard);
  }

  DemoReport withFailover(FailoverFigures value) {
    return new DemoReport(hosts, apply, secondApply, pages, value, drift, onboard);
  }

  DemoReport withDrift(DriftFigures value) {
    return new DemoReport(hosts, apply, secondApply, pages, failover, value, onboard);
  }

  DemoReport withOnboard(Onboard value) {
    return new DemoReport(hosts, apply, secondApply, pages, failover, drift, value);
  }
}
