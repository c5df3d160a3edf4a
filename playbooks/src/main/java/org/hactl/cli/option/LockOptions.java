package org.hactl.cli.option;

import java.time.Duration;
import org.hactl.control.Fleet;
import picocli.CommandLine.Option;

/** Options for hosts that another run has locked. */
public final class LockOptions {
  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "0s",
      description =
          "How long to wait for another run that has locked a host (default: ${DEFAULT-VALUE}).")
  private Duration wait = Duration.ZERO;

  @Option(
      names = "--break-lock",
      description = "Take the lock from another run that has a host; use it if that run is gone.")
  private boolean breakLock;

  public Fleet.LockPolicy policy() {
    return new Fleet.LockPolicy(wait, breakLock);
  }
}
