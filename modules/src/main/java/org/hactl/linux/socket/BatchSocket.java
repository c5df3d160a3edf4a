package org.hactl.linux.socket;

import java.nio.ByteBuffer;
import org.hactl.linux.libc.RawSocketCalls;

/**
 * A socket that sends with others' packets through a {@link SendBatch}. Not for several threads.
 */
abstract class BatchSocket implements AutoCloseable {
  private final SendBatch batch;
  private final int fd;
  private final String action;

  /**
   * @param action what sending is, for errors
   */
  BatchSocket(SendBatch batch, int fd, String action) {
    this.batch = batch;
    this.fd = fd;
    this.action = action;
  }

  final int fd() {
    return fd;
  }

  final String action() {
    return action;
  }

  /** Where to write the next packet, from 0 to the limit, before it is sent. */
  public final ByteBuffer next() {
    return batch.begin(this).data(batch.next());
  }

  final void add(byte[] socketAddress, SendBatch.Outcome outcome) {
    batch.add(socketAddress, outcome);
  }

  /** Sends what waits, and closes. */
  @Override
  public final void close() {
    batch.leave(this);
    RawSocketCalls.close(fd);
  }
}
