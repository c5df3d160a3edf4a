package org.hactl.health.probe;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.hactl.health.wire.Deadline;
import org.hactl.host.Payload;
import org.hactl.host.Talk;

/**
 * Sends a datagram. With something to expect, a datagram with it must come back; without, only an
 * ICMP error that comes within the limit fails.
 */
record UdpChecker(Datagrams datagrams, Talk talk) implements Checker {
  /** Java sends no empty datagram. */
  private static final Payload ZERO = Payload.of(new byte[1]);

  @Override
  public CheckResult check(Deadline deadline) {
    Payload send = talk.send() == null ? ZERO : talk.send();
    Payload wanted = talk.expect();
    return datagrams.exchange(
        deadline,
        exchange -> {
          exchange.send(send.bytes());
          return wanted == null ? noError(exchange) : answer(exchange, wanted);
        });
  }

  private static CheckResult noError(Datagrams.Exchange exchange) throws IOException {
    try {
      return CheckResult.success("answer of " + exchange.receive().length + " bytes");
    } catch (SocketTimeoutException _) {
      return CheckResult.success("no ICMP error");
    }
  }

  private static CheckResult answer(Datagrams.Exchange exchange, Payload wanted)
      throws IOException {
    int others = 0;
    try {
      while (!new TextSearch(wanted.bytes()).foundIn(exchange.receive())) {
        others++;
      }
      return CheckResult.success("answer as wanted");
    } catch (SocketTimeoutException e) {
      if (others > 0) {
        return CheckResult.failure(others + " answers without what is wanted");
      }
      throw e;
    }
  }
}
