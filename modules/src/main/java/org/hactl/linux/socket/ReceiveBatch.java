package org.hactl.linux.socket;

/** Memory for packets received with one system call, shared by the sockets of one thread. */
public final class ReceiveBatch {
  /** Two control messages with their headers: interface and address, and hop limit. */
  private static final int CONTROL_BYTES = 96;

  private final MessageBatch messages;
  private int preparedOffset = -1;
  private int used;

  /**
   * @param maxPackets received by one call
   * @param maxBytes longer packets are truncated; the 40 bytes of an IPv6 header count
   */
  public ReceiveBatch(int maxPackets, int maxBytes) {
    this.messages = new MessageBatch(maxPackets, maxBytes, CONTROL_BYTES);
  }

  /**
   * Receives without waiting, with {@code offset} bytes left free before each packet; the result is
   * that of recvmmsg(2).
   */
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
