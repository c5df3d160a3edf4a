package org.hactl.ssh;

import com.jcraft.jsch.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Bounded bytes on the way from the SSH session's thread to the thread that reads a channel. Any
 * thread may read and any may write. {@code java.io.PipedInputStream}, which JSch uses by itself,
 * remembers its last reader: if that thread has ended, the next write fails and JSch closes the
 * channel, although another thread is about to read.
 */
final class Pipe {
  /** The size of the buffer that JSch itself gives a channel. */
  private static final int CHANNEL_BYTES = 32 * 1024;

  private final byte[] ring;
  private int first;
  private int count;
  private boolean ended;
  private boolean abandoned;

  private final InputStream in = new Reading();
  private final OutputStream out = new Writing();

  /**
   * @param capacityBytes how many bytes can wait to be read; a writer of more waits
   */
  Pipe(int capacityBytes) {
    ring = new byte[capacityBytes];
  }

  /** A channel's output. Call this before the channel is connected, or early bytes are lost. */
  static InputStream from(Channel channel) {
    Pipe pipe = new Pipe(CHANNEL_BYTES);
    channel.setOutputStream(pipe.out());
    return pipe.in();
  }

  /** The reading end. Its close discards unread bytes and makes later writes fail. */
  InputStream in() {
    return in;
  }

  /** The writing end. After its close the reader gets the unread bytes, then the end. */
  OutputStream out() {
    return out;
  }

  private synchronized int take(byte[] to, int from, int most) throws IOException {
    while (count == 0 && !ended && !abandoned) {
      await();
    }
    if (count == 0 || abandoned) {
      return -1;
    }
    int n = Math.min(Math.min(most, count), ring.length - first);
    System.arraycopy(ring, first, to, from, n);
    first = (first + n) % ring.length;
    count -= n;
    notifyAll();
    return n;
  }

  private synchronized void put(byte[] source, int from, int length) throws IOException {
    int done = 0;
    while (done < length) {
      while (count == ring.length && !ended && !abandoned) {
        await();
      }
      if (ended || abandoned) {
        throw new IOException("the channel is closed");
      }
      int at = (first + count) % ring.length;
      int n = Math.min(Math.min(length - done, ring.length - count), ring.length - at);
      System.arraycopy(source, from + done, ring, at, n);
      count += n;
      done += n;
      notifyAll();
    }
  }

  private void await() throws InterruptedIOException {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private synchronized int waiting() {
    return count;
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  private synchronized void abandon() {
    abandoned = true;
    count = 0;
    notifyAll();
  }

  private final class Reading extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return take(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int most) throws IOException {
      Objects.checkFromIndexSize(from, most, to.length);
      return most == 0 ? 0 : take(to, from, most);
    }

    @Override
    public int available() {
      return waiting();
    }

    @Override
    public void close() {
      abandon();
    }
  }

  private final class Writing extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      put(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
      put(source, from, length);
    }

    @Override
    public void close() {
      end();
    }
  }
}
