package org.hactl.agent.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lines to a peer that may be slow or gone: writing a line never waits for the peer. Less important
 * lines are dropped when too many are waiting.
 */
final class LineWriter {
  private static final int MAX_WAITING = 10_000;

  private final WritableByteChannel channel;
  private final LinkedBlockingQueue<Optional<String>> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;

  LineWriter(WritableByteChannel channel) {
    this.channel = channel;
    this.thread = Thread.ofVirtual().name("api-writer").start(this::drain);
  }

  /** False if too much is already waiting, so that this line is dropped. */
  boolean offer(String line) {
    return waiting.size() < MAX_WAITING && waiting.add(Optional.of(line));
  }

  /** Returns true when nothing can be written any more, false after {@code limit}. */
  boolean awaitGone(Duration limit) throws InterruptedException {
    return thread.join(limit);
  }

  void send(String line) {
    waiting.add(Optional.of(line));
  }

  /** Writes the waiting lines, as far as the peer accepts them. */
  void finish() throws InterruptedException {
    waiting.add(Optional.empty());
    thread.join();
  }

  private void drain() {
    try {
      for (Optional<String> line = waiting.take(); line.isPresent(); line = waiting.take()) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line.get() + "\n");
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    } catch (IOException e) {
      // The client has closed the connection. The request goes on without it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
