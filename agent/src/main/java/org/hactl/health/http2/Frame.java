package org.hactl.health.http2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.hactl.health.wire.MalformedAnswer;
import org.hactl.health.wire.TimedInput;

/** A frame: RFC 9113 sections 4.1 and 6. */
record Frame(int type, int flags, int stream, byte[] payload) {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;

  static final int ACK = 0x1;
  static final int END_STREAM = 0x1;
  static final int END_HEADERS = 0x4;
  private static final int PADDED = 0x8;
  private static final int PRIORITY = 0x20;

  private static final int HEAD_BYTES = 9;
  private static final int PRIORITY_BYTES = 5;

  /** RFC 9113 section 6.5.2: SETTINGS_MAX_FRAME_SIZE, unless one says otherwise. */
  private static final int MAX_PAYLOAD_BYTES = 16_384;

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  byte[] bytes() {
    return ByteBuffer.allocate(HEAD_BYTES + payload.length)
        .putInt(payload.length << 8 | type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** The payload of DATA or HEADERS without padding and priority. */
  byte[] content() throws MalformedAnswer {
    int from = 0;
    int to = payload.length;
    if (has(PADDED)) {
      from = 1;
      to -= to == 0 ? 0 : payload[0] & 0xff;
    }
    if (type == HEADERS && has(PRIORITY)) {
      from += PRIORITY_BYTES;
    }
    if (from > to) {
      throw new MalformedAnswer("a frame with more padding than it has room for");
    }
    return Arrays.copyOfRange(payload, from, to);
  }

  /**
   * Reads the next frame.
   *
   * @throws MalformedAnswer if the connection ends, or the frame is too long
   */
  static Frame read(TimedInput in) throws IOException, MalformedAnswer {
    ByteBuffer head = ByteBuffer.wrap(exactly(HEAD_BYTES, in));
    int lengthAndType = head.getInt();
    int flags = head.get() & 0xff;
    int stream = head.getInt() & Integer.MAX_VALUE;
    int length = lengthAndType >>> 8;
    if (length > MAX_PAYLOAD_BYTES) {
      throw new MalformedAnswer("no frame of HTTP/2, or one of more than 16 KiB");
    }
    return new Frame(lengthAndType & 0xff, flags, stream, exactly(length, in));
  }

  private static byte[] exactly(int count, TimedInput in) throws IOException, MalformedAnswer {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      byte[] some = in.readSome(bytes.remaining());
      if (some.length == 0) {
        throw new MalformedAnswer("connection closed");
      }
      bytes.put(some);
    }
    return bytes.array();
  }
}
