package org.hactl.control.host;

import org.hactl.ssh.SshException;

/**
 * One host failed; the others continue. The message says which operation failed, on which object,
 * and with which answer; {@link #nextStep} says what to do. The report adds the host's name.
 */
public class HostException extends Exception {
  /** Whether the host was reached: Ansible's recap counts unreachable and failed separately. */
  public enum RecapColumn {
    UNREACHABLE,
    FAILED
  }

  private final RecapColumn column;
  private final String nextStep;

  public HostException(RecapColumn column, String message, String nextStep) {
    super(message);
    this.column = column;
    this.nextStep = nextStep;
  }

  /** The agent refused the request. */
  public static final class Refused extends HostException {
    private final String code;

    /**
     * @param code of {@link org.hactl.api.Reply.Failed}
     */
    public Refused(String code, String message, String nextStep) {
      super(RecapColumn.FAILED, message, nextStep);
      this.code = code;
    }

    public boolean is(String other) {
      return code.equals(other);
    }
  }

  /** The host failed, and is as it was before. */
  public static final class AsBefore extends HostException {
    private final HostOutcome outcome;

    private AsBefore(HostOutcome outcome, String message, String nextStep) {
      super(RecapColumn.FAILED, message, nextStep);
      this.outcome = outcome;
    }

    public HostOutcome outcome() {
      return outcome;
    }
  }

  /** What was begun on the host failed, and it went back to what it had. */
  static HostException wentBack(String message, String nextStep) {
    return new AsBefore(HostOutcome.ROLLED_BACK, message, nextStep);
  }

  /** Nothing was begun on the host, because another one failed. */
  static HostException notBegun(String message, String nextStep) {
    return new AsBefore(HostOutcome.NOT_STARTED, message, nextStep);
  }

  public static HostException failed(String message, String nextStep) {
    return new HostException(RecapColumn.FAILED, message, nextStep);
  }

  /** Turns an unexpected error into a failure of this host, so that the other hosts continue. */
  public static HostException internal(Throwable e) {
    if (System.getenv("HACTL_TRACE") != null) {
      e.printStackTrace();
    }
    if (e instanceof OutOfMemoryError || e instanceof StackOverflowError) {
      return failed(
          "what the host said took all of this program's memory: " + e,
          "look at that host before you trust it; or run it alone, with --limit");
    }
    return failed(
        "internal error: " + e,
        "run again with HACTL_TRACE=1 in the environment to see the stack trace");
  }

  public static HostException of(SshException e) {
    return new HostException(RecapColumn.UNREACHABLE, String.valueOf(e.getMessage()), e.nextStep());
  }

  public RecapColumn column() {
    return column;
  }

  public String nextStep() {
    return nextStep;
  }
}
