package org.hactl.cli.report;

import java.util.List;
import org.hactl.control.Applier;
import org.hactl.control.HostResult;
import org.hactl.control.view.Finding;

/** Exit statuses of {@code hactl}; scripts depend on them. */
public final class ExitCode {
  public static final int DONE = 0;

  /** The command line, the site or the inventory is wrong. No host was contacted. */
  public static final int WRONG_REQUEST = 1;

  public static final int HOST_FAILED = 2;
  public static final int ROLLED_BACK = 3;
  public static final int HOST_UNREACHABLE = 4;

  /** {@code plan} only: changes are pending. */
  public static final int CHANGES_PENDING = 5;

  /** The hosts' answers show an error of the site: no master, two masters, a service down. */
  public static final int SITE_ERROR = 6;

  /** {@code drain} and {@code offboard}: the time is up, and connections are left. */
  public static final int TIME_IS_UP = 7;

  private ExitCode() {}

  /** The exit status of the hosts; if no host failed, the exit status of the site. */
  public static int of(int hosts, List<Finding> findings) {
    boolean error =
        findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    return error && (hosts == DONE || hosts == CHANGES_PENDING) ? SITE_ERROR : hosts;
  }

  /** The exit status of the worst host. */
  public static int of(List<HostResult> results) {
    return switch (Applier.worst(results)) {
      case OK -> DONE;
      case FAILED -> HOST_FAILED;
      case ROLLED_BACK, UNDONE, NOT_STARTED -> ROLLED_BACK;
      case UNREACHABLE -> HOST_UNREACHABLE;
    };
  }
}
