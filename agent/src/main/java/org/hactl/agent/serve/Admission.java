package org.hactl.agent.serve;

import java.io.Closeable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hactl.api.LineReader;

/**
 * Bounds the bytes of large requests that are in memory at once, over all connections: a request
 * takes several times its bytes while it is served. While a request arrives, it counts with the
 * largest size allowed; after that, with its real size.
 */
final class Admission {
  /**
   * A line up to this size needs no admission: the limit of connections bounds the memory for such
   * lines.
   */
  static final int SMALL_BYTES = LineReader.SMALL_BYTES;

  private final Semaphore free;
  private final int largestBytes;
  private final Duration patience;

  /**
   * @param largestBytes of one request; that many and a quarter more may be in memory at once
   * @param patience how long a request waits for others to end
   */
  Admission(int largestBytes, Duration patience) {
    this.free = new Semaphore(largestBytes + largestBytes / 4, true);
    this.largestBytes = largestBytes;
    this.patience = patience;
  }

  /** Waits for room for one more large request; empty if there is none in time. */
  Optional<Ticket> enter() throws InterruptedException {
    return free.tryAcquire(largestBytes, patience.toMillis(), TimeUnit.MILLISECONDS)
        ? Optional.of(new Ticket())
        : Optional.empty();
  }

  /** The room of one request; of one thread. */
  final class Ticket implements Closeable {
    private int held = largestBytes;

    /** The request has arrived and has this many bytes. */
    void shrink(int bytes) {
      free.release(held - bytes);
      held = bytes;
    }

    @Override
    public void close() {
      shrink(0);
    }
  }
}
