package org.hactl.health.probe;

import org.hactl.health.tls.TlsClient;
import org.hactl.health.wire.Deadline;
import org.hactl.host.CheckSpec;

/** Checks that TLS opens with a certificate as wanted. */
record TlsChecker(Caller caller, TlsClient tls) implements Checker {
  static TlsChecker of(CheckSpec.Tls spec, Caller caller, Means means) {
    return new TlsChecker(caller, new TlsClient(spec.tls(), means.wallClock()));
  }

  @Override
  public CheckResult check(Deadline deadline) {
    return caller.call(deadline, tls, _ -> CheckResult.success("TLS open"));
  }
}
