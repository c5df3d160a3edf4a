package org.hactl.cli;

import java.util.List;
import org.hactl.control.Applier;
import org.hactl.control.HostResult;

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

  private ExitCode() {}

  /** The worst result of the hosts. */
  static int of(List<HostResult> results) {
    return switch (Applier.worst(results)) {
      case OK -> DONE;
      case FAILED -> HOST_FAILED;
      case ROLLED_BACK -> ROLLED_BACK;
      case UNREACHABLE -> HOST_UNREACHABLE;
    };
  }
}
