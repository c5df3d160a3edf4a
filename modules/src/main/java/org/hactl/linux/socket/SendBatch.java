package org.hactl.linux.socket;

import java.util.Arrays;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.libc.SystemCall;
import org.jspecify.annotations.Nullable;

/**
 * Packets queued to be sent with one system call (sendmmsg(2)), shared by the sockets of one
 * thread. They are sent by {@link #flush}, or earlier when the batch is full or another socket adds
 * a packet.
 */
public final class SendBatch {
  private static final int EINTR = Errno.EINTR.code();
  private static final int EAGAIN = Errno.EAGAIN.code();
  private static final int ENOBUFS = Errno.ENOBUFS.code();

  private final MessageBatch messages;
  private final @Nullable Outcome[] outcomes;
  private @Nullable BatchSocket socket;
  private int count;

  /** Called with the outcome of a packet. Must not send packets itself. */
  public interface Outcome {
    /** The kernel accepted the packet. */
    void sent();

    /** The kernel refused the packet, and why. */
    void failed(String why);
  }

  /**
   * @param maxPackets the most packets that one system call sends
   * @param maxBytes the greatest length of one packet
   */
  public SendBatch(int maxPackets, int maxBytes) {
    this.messages = new MessageBatch(maxPackets, maxBytes, 0);
    this.outcomes = new Outcome[maxPackets];
  }

  /** Begins the next packet of a socket. */
  MessageBatch begin(BatchSocket sender) {
    if (socket != sender || count == messages.capacity()) {
      flush();
      socket = sender;
    }
    messages.data(count).clear();
    return messages;
  }

  int next() {
    return count;
  }

  void add(byte[] socketAddress, Outcome outcome) {
    messages.prepareToSend(count, socketAddress);
    outcomes[count++] = outcome;
  }

  /** Sends everything that is queued. */
  public void flush() {
    BatchSocket sender = socket;
    int done = 0;
    while (sender != null && done < count) {
      int sent = messages.send(sender.fd(), done, count);
      if (sent > 0) {
        for (int end = done + sent; done < end; done++) {
          outcome(done).sent();
        }
      } else {
        done = failed(sender, SystemCall.lastErrno(), done);
      }
    }
    Arrays.fill(outcomes, 0, count, null);
    count = 0;
  }

  /**
   * Reports a failed send. An error concerns one packet; if the kernel has no room, the packets
   * after it have failed, too.
   */
  private int failed(BatchSocket sender, int error, int done) {
    if (error == EINTR) {
      return done;
    }
    int end = error == EAGAIN || error == ENOBUFS ? count : done + 1;
    String why = String.valueOf(sender.refusal(error).getMessage());
    for (int index = done; index < end; index++) {
      outcome(index).failed(why);
    }
    return end;
  }

  private Outcome outcome(int index) {
    Outcome outcome = outcomes[index];
    if (outcome == null) {
      throw new IllegalStateException("packet " + index + " of the batch belongs to no sender");
    }
    return outcome;
  }

  /** Sends what a socket has queued before it is closed. */
  void leave(BatchSocket sender) {
    if (socket == sender) {
      flush();
      socket = null;
    }
  }
}
