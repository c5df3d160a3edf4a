package org.hactl.agent.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Writes lines to a peer that may be slow or gone. Adding a line never waits for the peer. Less
 * important lines are dropped when too many are waiting.
 */
final class LineWriter {
  private static final int MAX_WAITING = 10_000;

  /** A thousand short lines in as many calls would cost the peer's SSH server as many packets. */
  private static final int MAX_AT_ONCE = 256;

  private final WritableByteChannel channel;
  private final LinkedBlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;

  private sealed interface Entry {
    record Line(String text) implements Entry {}

    /** Reached when everything before it is written. */
    record Mark(CountDownLatch reached) implements Entry {}

    record End() implements Entry {}
  }

  LineWriter(WritableByteChannel channel) {
    this.channel = channel;
    this.thread = Thread.ofVirtual().name("api-writer").start(this::drain);
  }

  /**
   * Adds a less important line. Returns false and drops the line if too much is already waiting.
   */
  boolean offer(String line) {
    return waiting.size() < MAX_WAITING && waiting.add(new Entry.Line(line));
  }

  /** Returns true when nothing can be written any more, false after {@code limit}. */
  boolean awaitGone(Duration limit) throws InterruptedException {
    return thread.join(limit);
  }

  void send(String line) {
    waiting.add(new Entry.Line(line));
  }

  /** Waits until everything is written, the peer is gone, or the limit is over. */
  void awaitWritten(Duration limit) throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    waiting.add(new Entry.Mark(reached));
    long until = System.nanoTime() + limit.toNanos();
    while (thread.isAlive() && System.nanoTime() < until) {
      if (reached.await(100, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  /** Writes the waiting lines, as far as the peer accepts them. */
  void finish() throws InterruptedException {
    waiting.add(new Entry.End());
    thread.join();
  }

  private void drain() {
    try {
      boolean open = true;
      while (open) {
        List<Entry> next = new ArrayList<>(List.of(waiting.take()));
        waiting.drainTo(next, MAX_AT_ONCE - 1);
        open = write(next);
      }
    } catch (IOException e) {
      // The client has closed the connection. The request goes on without it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes entries in their order; returns whether more may follow. */
  private boolean write(List<Entry> entries) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.Line line -> lines.append(line.text()).append('\n');
        case Entry.Mark mark -> {
          write(lines);
          mark.reached().countDown();
        }
        case Entry.End _ -> {
          write(lines);
          return false;
        }
      }
    }
    write(lines);
    return true;
  }

  private void write(StringBuilder lines) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(lines));
    lines.setLength(0);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
