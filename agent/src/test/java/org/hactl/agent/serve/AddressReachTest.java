package org.hactl.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.hactl.agent.converge.Clock;
import org.hactl.api.Reply;
import org.junit.jupiter.api.Test;

class AddressReachTest {
  @Test
  void aHostDoesNotAskItself() {
    assertThat(AddressReach.of("127.0.0.1", Clock.SYSTEM))
        .isEqualTo(
            new Reply.Failed(
                "probe-refused",
                "this host has 127.0.0.1 itself and would answer; ask another host"));
  }

  @Test
  void anotherLoopbackAddressAnswers() {
    assertThat(AddressReach.of("127.0.0.77", Clock.SYSTEM))
        .isInstanceOfSatisfying(
            Reply.Probe.class,
            reply -> {
              assertThat(reply.ok()).isTrue();
              assertThat(reply.detail()).isEqualTo("it answers");
            });
  }

  @Test
  void aNameIsNoAddress() {
    assertThat(AddressReach.of("example", Clock.SYSTEM)).isInstanceOf(Reply.Failed.class);
  }
}
