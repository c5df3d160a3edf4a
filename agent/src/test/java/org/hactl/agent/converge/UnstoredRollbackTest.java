package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.StorageThatFills;
import org.hactl.api.Reply;
import org.junit.jupiter.api.Test;

/** A restart rolls a generation back, and the disk cannot be written at that moment. */
class UnstoredRollbackTest extends TestAgent {
  @Test
  void whatARestartRolledBackCannotBeConfirmedWhenTheDiskIsWellAgain() throws IOException {
    Reply.Applied waiting;
    try (Running agent = start()) {
      confirm(agent, ONE);
      waiting = apply(agent, TWO, new ArrayList<>());
    }
    AtomicBoolean full = new AtomicBoolean(true);
    try (Running agent = host.start(new StorageThatFills(new DiskStorage(folder), full))) {
      await().until(() -> !agent.core().generations().isConverging());
      full.set(false);
      assertThat(agent.core().generations().pendingNumber()).isZero();
      assertThat(agent.core().generations().confirm(waiting.generation())).isPresent();
      await().until(() -> host.contents().contains("file[/etc/motd]=one"));
    }
  }
}
