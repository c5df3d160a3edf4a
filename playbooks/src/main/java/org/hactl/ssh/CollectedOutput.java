package org.hactl.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * The output of a command on one stream, up to a limit: a host that prints without end must not
 * fill this machine's memory. Output beyond the limit is dropped.
 */
final class CollectedOutput extends OutputStream {
  /** The limit: more than any script of hactl prints. */
  static final int MAX_BYTES = 1024 * 1024;

  private final int maxBytes;
  private final Runnable onTooMuch;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean tooMuch;

  /**
   * @param onTooMuch ends the command; called once, when the limit is exceeded
   */
  CollectedOutput(int maxBytes, Runnable onTooMuch) {
    this.maxBytes = maxBytes;
    this.onTooMuch = onTooMuch;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int from, int length) {
    if (keep(source, from, length)) {
      onTooMuch.run();
    }
  }

  /**
   * Keeps the part of a write that is within the limit. Returns whether this write is the first one
   * to exceed it.
   */
  private synchronized boolean keep(byte[] source, int from, int length) {
    int room = Math.min(length, maxBytes - bytes.size());
    bytes.write(source, from, room);
    boolean first = room < length && !tooMuch;
    tooMuch |= first;
    return first;
  }

  /** Marks the end of the stream. */
  @Override
  public void close() {
    ended.countDown();
  }

  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  synchronized boolean isTooMuch() {
    return tooMuch;
  }

  synchronized String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
