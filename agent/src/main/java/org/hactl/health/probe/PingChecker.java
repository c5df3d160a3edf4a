package org.hactl.health.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import org.hactl.health.wire.Deadline;
import org.hactl.host.CheckSpec;

/**
 * Checks that a host answers ICMP echo. The requests of one try follow each other: each has an
 * equal part of the time that is left, and the next one is sent when it has an answer.
 */
record PingChecker(InetAddress address, CheckSpec.Ping spec, Echoes echoes) implements Checker {
  @Override
  public CheckResult check(Deadline deadline) {
    int answered = 0;
    try {
      for (int sequence = 0; sequence < spec.count(); sequence++) {
        long share = Math.max(1, deadline.remainingMillis() / (spec.count() - sequence));
        answered += echoes.answers(address, sequence, share) ? 1 : 0;
      }
    } catch (SocketTimeoutException _) {
      // What was not sent in time counts as lost.
    } catch (IOException e) {
      return CheckResult.broken("echo request", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CheckResult.notTried("it was ended");
    }
    int lost = spec.count() - answered;
    String said = answered + " of " + spec.count() + " echo requests answered";
    return answered > 0 && lost * 100 <= spec.lossPercent() * spec.count()
        ? CheckResult.success(said)
        : CheckResult.failure(said);
  }
}
