package org.hactl.control.host;

/** Why a host is not in its desired state, and what to do next. */
public record HostFailure(String message, String nextStep) {
  public static HostFailure of(HostException e) {
    return new HostFailure(String.valueOf(e.getMessage()), e.nextStep());
  }
}
