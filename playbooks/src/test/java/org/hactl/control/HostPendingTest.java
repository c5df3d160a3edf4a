package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.rollout.Standing;
import org.junit.jupiter.api.Test;

/** One host that waits for its confirmation. */
class HostPendingTest extends TestFleet {
  @Test
  void aHostThatHasItsResultGetsNoMoreSignsOfLife() throws Exception {
    host("lvs1", request -> answer("lvs1", request));
    HostWork work = new HostWork("lvs1", events::add);
    try (HostDialogue dialogue = new HostDialogue(fleet(), events::add, "lvs1")) {
      dialogue.with(dialogue.open().agent());
      Reply.Applied applied = new Reply.Applied(4, true, 6, List.of(), List.of(), false);
      try (HostPending pending =
          new HostPending(fleet(), dialogue, work, List.of(), applied, fleet().confirmWithin())) {
        pending.extend();
        assertThat(signs()).isEqualTo(1);
        pending.confirm();
        pending.extend();
      }
    }
    assertThat(work.result().standing().kind()).isEqualTo(Standing.Kind.CONFIRMED);
    assertThat(signs()).isEqualTo(1);
  }

  private long signs() {
    return agent("lvs1").asked.stream().filter(Request.Extend.class::isInstance).count();
  }
}
