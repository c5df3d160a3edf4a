package org.hactl.health.probe;

import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.hactl.health.wire.Deadline;
import org.hactl.host.CheckSpec;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.ModuleException;
import org.hactl.module.command.ScriptCommand;
import org.hactl.module.command.ScriptResult;

/** Runs a command, which has the real server's address and port in its environment. */
record ScriptChecker(InetSocketAddress address, CheckSpec.Script spec, ScriptRuns runs)
    implements Checker {
  /** This exit status stands for weight 0, as with keepalived's MISC_CHECK. */
  private static final int FIRST_WEIGHT = 2;

  @Override
  public CheckResult check(Deadline deadline) {
    try {
      ScriptCommand script =
          new ScriptCommand(
              spec.command(),
              Map.of(
                  "HACTL_ADDRESS",
                  InetAddresses.format(address.getAddress()),
                  "HACTL_PORT",
                  String.valueOf(address.getPort())),
              spec.user(),
              Duration.ofMillis(deadline.remainingMillis()));
      ScriptResult result = runs.run(script, deadline);
      if (spec.setsWeight() && !result.timedOut() && result.exit() >= FIRST_WEIGHT) {
        return CheckResult.weighing(result.text(), (result.exit() - FIRST_WEIGHT) * 100);
      }
      return result.ok() ? CheckResult.success(result.text()) : CheckResult.failure(result.text());
    } catch (SocketTimeoutException _) {
      return CheckResult.failure("the script has not ended in time");
    } catch (ModuleException e) {
      return CheckResult.notTried(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CheckResult.notTried("it was ended");
    }
  }
}
