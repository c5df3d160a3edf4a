package org.hactl.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineWriterTest {
  private final CountDownLatch open = new CountDownLatch(1);
  private final SlowPeer peer = new SlowPeer();
  private final LineWriter writer = new LineWriter(peer);

  @Test
  void linesThatWaitForASlowPeerGoTogetherAndInOrder() throws Exception {
    List<String> lines = IntStream.range(0, 1_000).mapToObj(i -> "Zeile ä " + i).toList();
    lines.forEach(writer::send);
    open.countDown();
    writer.awaitWritten(Duration.ofMinutes(1));
    assertThat(peer.said.toString(StandardCharsets.UTF_8).lines().toList()).isEqualTo(lines);
    assertThat(peer.writes).isLessThan(10);
    writer.send("the last one");
    writer.finish();
    assertThat(peer.said.toString(StandardCharsets.UTF_8)).endsWith("\nthe last one\n");
  }

  /** Takes everything at once, but not before it is open. */
  private final class SlowPeer implements WritableByteChannel {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private int writes;

    @Override
    public int write(ByteBuffer bytes) {
      try {
        open.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      writes++;
      byte[] taken = new byte[bytes.remaining()];
      bytes.get(taken);
      said.writeBytes(taken);
      return taken.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
