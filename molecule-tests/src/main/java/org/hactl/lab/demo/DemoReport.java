package org.hactl.lab.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of the demonstration; a stage that did not run is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DemoReport(
    int hosts,
    @Nullable Apply apply,
    @JsonProperty("second_apply") @Nullable Apply secondApply,
    @Nullable List<String> pages,
    @Nullable Failover failover,
    @Nullable Drift drift,
    @Nullable Onboard onboard) {

  /**
   * @param changed how many resources were changed, over all hosts
   */
  record Apply(double seconds, int changed) {}

  /**
   * @param milliseconds from the last page before the power cut to the first one after it
   */
  record Failover(long milliseconds, long requests, long lost) {}

  /** How long each manual change lasted until its repair. */
  record Drift(
      @JsonProperty("vip_ms") double vipMillis,
      @JsonProperty("real_server_ms") double realServerMillis,
      @JsonProperty("sysctl_ms") double sysctlMillis) {}

  record Onboard(double seconds, List<String> pages) {}

  static DemoReport of(int hosts) {
    return new DemoReport(hosts, null, null, null, null, null, null);
  }

  DemoReport withApply(Apply value) {
    return new DemoReport(hosts, value, secondApply, pages, failover, drift, onboard);
  }

  DemoReport withSecondApply(Apply value) {
    return new DemoReport(hosts, apply, value, pages, failover, drift, onboard);
  }

  DemoReport withPages(List<String> value) {
    return new DemoReport(hosts, apply, secondApply, value, failover, drift, onboard);
  }

  DemoReport withFailover(Failover value) {
    return new DemoReport(hosts, apply, secondApply, pages, value, drift, onboard);
  }

  DemoReport withDrift(Drift value) {
    return new DemoReport(hosts, apply, secondApply, pages, failover, value, onboard);
  }

  DemoReport withOnboard(Onboard value) {
    return new DemoReport(hosts, apply, secondApply, pages, failover, drift, value);
  }
}
