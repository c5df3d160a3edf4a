package org.hactl.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.junit.jupiter.api.Test;

class EngineBreakTest {
  private final List<Integer> ended = new ArrayList<>();
  private final CompletableFuture<Void> termination = new CompletableFuture<>();

  @Test
  void anAgentWhoseEngineFailedExits() {
    EngineBreak.follow("BFD", termination, ended::add);
    assertThat(ended).isEmpty();
    termination.completeExceptionally(new LinuxException("wait for", "events", Errno.EBADF, ""));
    assertThat(ended).containsExactly(70);
  }

  @Test
  void aClosedEngineDoesNotEndTheAgent() {
    EngineBreak.follow("BFD", termination, ended::add);
    termination.complete(null);
    assertThat(ended).isEmpty();
  }
}
