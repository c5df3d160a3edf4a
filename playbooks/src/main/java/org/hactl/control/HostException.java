package org.hactl.control;

import org.hactl.ssh.SshException;

/**
 * One host cannot go on; the others do. The message says what was being done, to what, and what the
 * system answered; {@link #nextStep} what to do. The host's name is added by whoever reports it.
 */
public final class HostException extends Exception {
  /** Whether the host was reached at all: Ansible's two ways to fail. */
  public enum Kind {
    UNREACHABLE,
    FAILED
  }

  private final Kind kind;
  private final String nextStep;

  public HostException(Kind kind, String message, String nextStep) {
    super(message);
    this.kind = kind;
    this.nextStep = nextStep;
  }

  static HostException failed(String message, String nextStep) {
    return new HostException(Kind.FAILED, message, nextStep);
  }

  /** What nobody expected: the host's own failure, so that it stops no other. */
  static HostException internal(RuntimeException e) {
    if (System.getenv("HACTL_TRACE") != null) {
      e.printStackTrace();
    }
    return failed(
        "internal error: " + e, "run again with HACTL_TRACE=1 in the environment: it shows where");
  }

  static HostException of(SshException e) {
    return new HostException(Kind.UNREACHABLE, String.valueOf(e.getMessage()), e.nextStep());
  }

  public Kind kind() {
    return kind;
  }

  public String nextStep() {
    return nextStep;
  }
}
