package org.hactl.health.probe;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hactl.health.wire.MalformedAnswer;

/** The messages of gRPC's health checking protocol, as Protocol Buffers encode them. Pure. */
final class GrpcHealth {
  static final String SERVING = "SERVING";

  /** A byte that says whether a message is compressed, and its length. */
  private static final int PREFIX_BYTES = 5;

  /** Field 1 of the request, a text with its length. */
  private static final int SERVICE_TAG = 0x0a;

  /** Field 1 of the answer, a number. */
  private static final long STATUS_TAG = 0x08;

  private static final int MAX_VARINT_BITS = 64;

  private static final List<String> HEALTH =
      List.of("UNKNOWN", SERVING, "NOT_SERVING", "SERVICE_UNKNOWN");

  private static final List<String> STATUSES =
      List.of(
          "OK",
          "CANCELLED",
          "UNKNOWN",
          "INVALID_ARGUMENT",
          "DEADLINE_EXCEEDED",
          "NOT_FOUND",
          "ALREADY_EXISTS",
          "PERMISSION_DENIED",
          "RESOURCE_EXHAUSTED",
          "FAILED_PRECONDITION",
          "ABORTED",
          "OUT_OF_RANGE",
          "UNIMPLEMENTED",
          "INTERNAL",
          "UNAVAILABLE",
          "DATA_LOSS",
          "UNAUTHENTICATED");

  private GrpcHealth() {}

  /**
   * The message that asks.
   *
   * @param service empty for the server as a whole
   */
  static byte[] request(String service) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    if (name.length > 0) {
      message.write(SERVICE_TAG);
      int length = name.length;
      for (; length >= 0x80; length >>= 7) {
        message.write(length & 0x7f | 0x80);
      }
      message.write(length);
      message.writeBytes(name);
    }
    return ByteBuffer.allocate(PREFIX_BYTES + message.size())
        .put((byte) 0)
        .putInt(message.size())
        .put(message.toByteArray())
        .array();
  }

  /** {@code 12 (UNIMPLEMENTED)}. */
  static String status(String code) {
    return code.matches("[0-9]|1[0-6]")
        ? code + " (" + STATUSES.get(Integer.parseInt(code)) + ")"
        : MalformedAnswer.printable(code);
  }

  /** The health that the content of an answer says. */
  static String of(byte[] content) throws MalformedAnswer {
    try {
      ByteBuffer in = ByteBuffer.wrap(content);
      boolean compressed = in.get() != 0;
      int length = in.getInt();
      if (compressed || length != in.remaining()) {
        throw malformed();
      }
      long health = health(in);
      return health >= 0 && health < HEALTH.size()
          ? HEALTH.get((int) health)
          : "of the unknown health " + health;
    } catch (BufferUnderflowException e) {
      throw malformed();
    }
  }

  /** A field that is left out is 0. */
  private static long health(ByteBuffer in) throws MalformedAnswer {
    long health = 0;
    while (in.hasRemaining()) {
      long tag = varint(in);
      if (tag == STATUS_TAG) {
        health = varint(in);
      } else {
        skip((int) (tag & 7), in);
      }
    }
    return health;
  }

  private static void skip(int wireType, ByteBuffer in) throws MalformedAnswer {
    long bytes =
        switch (wireType) {
          case 0 -> {
            var _ = varint(in);
            yield 0;
          }
          case 1 -> Long.BYTES;
          case 2 -> varint(in);
          case 5 -> Integer.BYTES;
          default -> throw malformed();
        };
    if (bytes < 0 || bytes > in.remaining()) {
      throw malformed();
    }
    in.position(in.position() + (int) bytes);
  }

  private static long varint(ByteBuffer in) throws MalformedAnswer {
    long value = 0;
    for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed();
  }

  private static MalformedAnswer malformed() {
    return new MalformedAnswer("the message is not the one of a health check");
  }
}
