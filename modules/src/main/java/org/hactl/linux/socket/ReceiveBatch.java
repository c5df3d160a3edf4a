package org.hactl.linux.socket;

/** Memory for packets received with one system call, shared by the sockets of one thread. */
public final class ReceiveBatch {
  /** A length, an interface and an address, a number, each with its header. */
  private static final int CONTROL_BYTES = 96;

  private final MessageBatch messages;
  private int preparedOffset = -1;
  private int used;

  /**
   * @param maxPackets that one call receives
   * @param maxBytes longer packets are cut; an IP header of 40 bytes counts
   */
  public ReceiveBatch(int maxPackets, int maxBytes) {
    this.messages = new MessageBatch(maxPackets, maxBytes, CONTROL_BYTES);
  }

  /** Receives without waiting, leaving so many bytes free before each packet; as recvmmsg(2). */
  int receive(int fd, int offset) {
    int stale = offset == preparedOffset ? used : messages.capacity();
    for (int index = 0; index < stale; index++) {
      messages.prepareToReceive(index, offset);
    }
    preparedOffset = offset;
    int count = messages.receive(fd, messages.capacity());
    used = Math.max(0, count);
    return count;
  }

  MessageBatch messages() {
    return messages;
  }
}
