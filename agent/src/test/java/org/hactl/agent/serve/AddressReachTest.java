package org.hactl.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.hactl.agent.converge.time.Clock;
import org.hactl.api.Reply;
import org.junit.jupiter.api.Test;

class AddressReachTest {
  private final List<InetAddress> forgotten = new ArrayList<>();

  @Test
  void aHostDoesNotAskItself() {
    assertThat(AddressReach.of("127.0.0.1", Clock.SYSTEM, forgotten::add))
        .isEqualTo(
            new Reply.Failed(
                "probe-refused",
                "this host has 127.0.0.1 itself and would answer; ask another host"));
  }

  @Test
  void anotherLoopbackAddressAnswers() {
    assertThat(AddressReach.of("127.0.0.77", Clock.SYSTEM, forgotten::add))
        .isInstanceOfSatisfying(
            Reply.Probe.class,
            reply -> {
              assertThat(reply.ok()).isTrue();
              assertThat(reply.detail()).isEqualTo("it answers");
            });
    assertThat(forgotten).containsExactly(InetAddress.ofLiteral("127.0.0.77"));
  }

  @Test
  void aNameIsNoAddress() {
    assertThat(AddressReach.of("example", Clock.SYSTEM, forgotten::add))
        .isInstanceOf(Reply.Failed.class);
  }
}
