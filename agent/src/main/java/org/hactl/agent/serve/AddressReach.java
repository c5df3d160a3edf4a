package org.hactl.agent.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.hactl.agent.converge.ErrorText;
import org.hactl.agent.converge.time.Clock;
import org.hactl.api.Reply;

/**
 * Tries whether another host answers at an address: by an ICMP echo, or without the right to send
 * one by a connection to port 7, which a host without that service refuses.
 */
final class AddressReach {
  private static final int TIMEOUT_MILLIS = 1_000;

  private AddressReach() {}

  /**
   * @param forget makes the system ask anew who has the address
   */
  static Reply of(String text, Clock clock, Consumer<InetAddress> forget) {
    try {
      InetAddress address = InetAddress.ofLiteral(text);
      if (NetworkInterface.getByInetAddress(address) != null) {
        return refused("this host has " + text + " itself and would answer; ask another host");
      }
      forget.accept(address);
      long start = clock.nanos();
      boolean answered = tryOnPlatformThread(address).join();
      return new Reply.Probe(
          answered,
          answered ? "it answers" : "no answer within " + TIMEOUT_MILLIS + " ms",
          (clock.nanos() - start) / 1_000_000);
    } catch (CompletionException e) {
      return new Reply.Failed("probe-failed", ErrorText.of(e));
    } catch (IllegalArgumentException | IOException e) {
      return refused(String.valueOf(e.getMessage()));
    }
  }

  private static Reply refused(String why) {
    return new Reply.Failed("probe-refused", why);
  }

  /** The try blocks in the system, so it must not hold the carrier of virtual threads. */
  private static CompletableFuture<Boolean> tryOnPlatformThread(InetAddress address) {
    CompletableFuture<Boolean> answered = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("reach " + address.getHostAddress())
        .daemon(true)
        .start(() -> {
          try {
            answered.complete(address.isReachable(TIMEOUT_MILLIS));
          } catch (IOException _) {
            answered.complete(false);
          }
        });
    return answered;
  }
}
