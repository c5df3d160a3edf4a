package org.hactl.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalLinkTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void aCommandThatPrintsWithoutEndIsEnded() throws Exception {
    try (LocalLink link = new LocalLink()) {
      for (String command : new String[] {"yes", "yes >&2"}) {
        SshException e = catchThrowableOfType(SshException.class, () -> link.run(command, LIMIT));
        assertThat(e).hasMessageContaining("printed more than 1024 kB");
      }
    }
  }

  @Test
  void bothStreamsAndTheStatusArrive() throws Exception {
    try (LocalLink link = new LocalLink()) {
      assertThat(link.run("echo out; echo err >&2; exit 7", LIMIT))
          .isEqualTo(new CommandOutput(7, "out\n", "err\n"));
    }
  }
}
