package org.hactl.linux.socket;

import java.nio.ByteBuffer;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.SystemCall;

/**
 * A socket that sends through a {@link SendBatch}, which other sockets share. Not safe for several
 * threads.
 */
abstract class BatchSocket implements AutoCloseable {
  private final SendBatch batch;
  private final int fd;
  private final String operation;
  private final String object;

  /**
   * @param operation the words for a send in errors: {@code send an IP packet on}
   * @param object the object of the operation in errors: {@code eth0}
   */
  BatchSocket(SendBatch batch, int fd, String operation, String object) {
    this.batch = batch;
    this.fd = fd;
    this.operation = operation;
    this.object = object;
  }

  final int fd() {
    return fd;
  }

  /** Why the kernel refused a packet. */
  final LinuxException refusal(int errno) {
    return new LinuxException(operation, object, Errno.of(errno), "");
  }

  /** The buffer for the next packet, to be filled from 0 to its limit before it is sent. */
  public final ByteBuffer next() {
    return batch.begin(this).data(batch.next());
  }

  final void add(byte[] socketAddress, SendBatch.Outcome outcome) {
    batch.add(socketAddress, outcome);
  }

  /** Sends the queued packets, and closes the socket. */
  @Override
  public final void close() {
    batch.leave(this);
    SystemCall.close(fd);
  }
}
