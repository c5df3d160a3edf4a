package org.hactl.linux.socket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.hactl.linux.libc.LibC;

/**
 * An array of struct mmsghdr in memory that does not move, with the memory to which it points: for
 * each message a data buffer, the other side's socket address and room for control messages
 * (sendmmsg(2), recvmmsg(2), cmsg(3)).
 */
final class MessageBatch {
  private static final int HEADER_BYTES = 64;
  private static final int NAME = 0;
  private static final int NAME_LENGTH = 8;
  private static final int VECTOR = 16;
  private static final int VECTOR_COUNT = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int LENGTH = 56;
  private static final int VECTOR_BYTES = 16;
  private static final int NAME_BYTES = 32;

  /** The size of struct cmsghdr: length, level, type. */
  private static final int CONTROL_HEADER_BYTES = 16;

  private final int dataBytes;
  private final int controlBytes;
  private final ByteBuffer headers;
  private final ByteBuffer vectors;
  private final ByteBuffer names;
  private final ByteBuffer controls;
  private final ByteBuffer[] data;
  private final long[] dataAddresses;
  private final long headersAddress;
  private final long controlsAddress;

  MessageBatch(int count, int dataBytes, int controlBytes) {
    this.dataBytes = dataBytes;
    this.controlBytes = controlBytes;
    this.headers = memory(count * HEADER_BYTES);
    this.vectors = memory(count * VECTOR_BYTES);
    this.names = memory(count * NAME_BYTES);
    this.controls = memory(count * Math.max(1, controlBytes));
    this.data = new ByteBuffer[count];
    this.dataAddresses = new long[count];
    this.headersAddress = LibC.addressOf(headers);
    this.controlsAddress = LibC.addressOf(controls);
    long vectorsAddress = LibC.addressOf(vectors);
    long namesAddress = LibC.addressOf(names);
    ByteBuffer all = ByteBuffer.allocateDirect(count * dataBytes);
    for (int index = 0; index < count; index++) {
      data[index] = all.slice(index * dataBytes, dataBytes);
      dataAddresses[index] = LibC.addressOf(data[index]);
      int header = index * HEADER_BYTES;
      headers.putLong(header + NAME, namesAddress + (long) index * NAME_BYTES);
      headers.putLong(header + VECTOR, vectorsAddress + (long) index * VECTOR_BYTES);
      headers.putLong(header + VECTOR_COUNT, 1);
    }
  }

  private static ByteBuffer memory(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  int capacity() {
    return data.length;
  }

  /** The data of one message, in network order. */
  ByteBuffer data(int index) {
    return data[index];
  }

  /** Prepares sending a message's data, from 0 to its limit. */
  void prepareToSend(int index, byte[] socketAddress) {
    names.put(index * NAME_BYTES, socketAddress);
    headers.putInt(index * HEADER_BYTES + NAME_LENGTH, socketAddress.length);
    vectors.putLong(index * VECTOR_BYTES, dataAddresses[index]);
    vectors.putLong(index * VECTOR_BYTES + 8, data[index].limit());
  }

  /** Prepares receiving into a message's data, from an offset on. */
  void prepareToReceive(int index, int offset) {
    int header = index * HEADER_BYTES;
    headers.putInt(header + NAME_LENGTH, NAME_BYTES);
    headers.putLong(header + CONTROL, controlsAddress + (long) index * controlBytes);
    headers.putLong(header + CONTROL_LENGTH, controlBytes);
    vectors.putLong(index * VECTOR_BYTES, dataAddresses[index] + offset);
    vectors.putLong(index * VECTOR_BYTES + 8, dataBytes - offset);
  }

  /** Sends messages; returns how many the kernel accepted, or -1 after an error. */
  int send(int fd, int from, int to) {
    return LibC.sendmmsg(fd, headersAddress + (long) from * HEADER_BYTES, to - from, 0);
  }

  /** Receives at most {@code count} messages; returns how many came, or -1 after an error. */
  int receive(int fd, int count) {
    return LibC.recvmmsg(fd, headersAddress, count, 0, 0);
  }

  /** How many bytes of a message were received. */
  int length(int index) {
    return headers.getInt(index * HEADER_BYTES + LENGTH);
  }

  /** Copies bytes of the other side's socket address. */
  void copyName(int index, int offset, ByteBuffer to, int at, int length) {
    to.put(at, names, index * NAME_BYTES + offset, length);
  }

  /**
   * Where in {@link #controls} the data of a control message begins; -1 if the message has none of
   * this level and type.
   */
  int control(int index, int level, int type) {
    int at = index * controlBytes;
    int end = at + (int) headers.getLong(index * HEADER_BYTES + CONTROL_LENGTH);
    while (at + CONTROL_HEADER_BYTES <= end) {
      int length = (int) controls.getLong(at);
      if (length < CONTROL_HEADER_BYTES) {
        return -1;
      }
      if (controls.getInt(at + 8) == level && controls.getInt(at + 12) == type) {
        return at + CONTROL_HEADER_BYTES;
      }
      at += (length + 7) & ~7;
    }
    return -1;
  }

  /** The control messages of all messages, in the host's byte order. */
  ByteBuffer controls() {
    return controls;
  }
}
