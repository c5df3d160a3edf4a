package org.hactl.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EngineBreakTest {
  private final List<Integer> ended = new ArrayList<>();
  private final CompletableFuture<Void> termination = new CompletableFuture<>();

  @Test
  void anAgentWhoseEngineBrokeEnds() {
    EngineBreak.follow("BFD", termination, ended::add);
    assertThat(ended).isEmpty();
    termination.completeExceptionally(new IOException("epoll_wait: Bad file descriptor (errno 9)"));
    assertThat(ended).containsExactly(70);
  }

  @Test
  void anEngineThatIsClosedIsNone() {
    EngineBreak.follow("BFD", termination, ended::add);
    termination.complete(null);
    assertThat(ended).isEmpty();
  }
}
