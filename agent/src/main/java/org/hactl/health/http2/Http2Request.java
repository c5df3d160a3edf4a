package org.hactl.health.http2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hactl.health.wire.MalformedAnswer;
import org.hactl.health.wire.TimedInput;

/**
 * One request with its answer, on a connection of its own. Everything that the server sends is
 * bounded: the length of a frame, their number, the headers, the content, and what is said back.
 */
public final class Http2Request {
  /** RFC 9113 section 3.4. */
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private static final int STREAM = 1;

  /** RFC 9113 section 6.5.2: SETTINGS_ENABLE_PUSH 0. */
  private static final byte[] NO_PUSH = {0, 2, 0, 0, 0, 0};

  private static final int MAX_FRAMES = 1_000;
  private static final int MAX_REPLIES = 16;
  private static final int MAX_BLOCK_BYTES = 64 * 1024;

  /** The window of a stream that has its first size. */
  private static final int MAX_CONTENT_BYTES = 65_535;

  private final Output out;
  private final TimedInput in;
  private final Hpack hpack = new Hpack(Hpack.TABLE_BYTES);
  private final List<HeaderField> fields = new ArrayList<>();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private int replies;

  /** Writes to the server. */
  @FunctionalInterface
  public interface Output {
    void write(byte[] bytes) throws IOException;
  }

  private Http2Request(Output out, TimedInput in) {
    this.out = out;
    this.in = in;
  }

  /** The bytes that ask, with which a connection begins. */
  public static byte[] bytes(List<HeaderField> header, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(new Frame(Frame.SETTINGS, 0, 0, NO_PUSH).bytes());
    bytes.writeBytes(
        new Frame(Frame.HEADERS, Frame.END_HEADERS, STREAM, Hpack.encode(header)).bytes());
    bytes.writeBytes(new Frame(Frame.DATA, Frame.END_STREAM, STREAM, content).bytes());
    return bytes.toByteArray();
  }

  /**
   * Reads the answer to the bytes that have been sent.
   *
   * @throws MalformedAnswer if the server refuses, or does not speak HTTP/2
   */
  public static Http2Answer answer(Output out, TimedInput in) throws IOException, MalformedAnswer {
    return new Http2Request(out, in).answer();
  }

  private Http2Answer answer() throws IOException, MalformedAnswer {
    Frame frame = Frame.read(in);
    if (frame.type() != Frame.SETTINGS) {
      throw new MalformedAnswer("the server does not begin with the settings of HTTP/2");
    }
    for (int count = 0; count < MAX_FRAMES; count++) {
      if (take(frame)) {
        return new Http2Answer(fields, content.toByteArray());
      }
      frame = Frame.read(in);
    }
    throw new MalformedAnswer("more than " + MAX_FRAMES + " frames without an answer");
  }

  /** Returns whether the answer is complete. */
  private boolean take(Frame frame) throws IOException, MalformedAnswer {
    switch (frame.type()) {
      case Frame.SETTINGS -> reply(frame, new byte[0]);
      case Frame.PING -> reply(frame, frame.payload());
      case Frame.GOAWAY -> goneAway(frame);
      case Frame.RST_STREAM -> {
        if (frame.stream() == STREAM) {
          throw new MalformedAnswer(
              "the server ended the request: " + ErrorCode.of(integer(frame, 0)));
        }
      }
      case Frame.HEADERS -> {
        header(frame);
        return frame.has(Frame.END_STREAM);
      }
      case Frame.DATA -> {
        data(frame);
        return frame.has(Frame.END_STREAM);
      }
      case Frame.PUSH_PROMISE, Frame.CONTINUATION ->
          throw new MalformedAnswer("a frame that does not belong there");
      default -> {
        // RFC 9113 section 5.5: unknown ones are ignored. Windows are large enough for one request.
      }
    }
    return false;
  }

  private void reply(Frame frame, byte[] payload) throws MalformedAnswer {
    if (frame.has(Frame.ACK)) {
      return;
    }
    if (++replies > MAX_REPLIES) {
      throw new MalformedAnswer("more than " + MAX_REPLIES + " frames that want a reply");
    }
    try {
      out.write(new Frame(frame.type(), Frame.ACK, 0, payload).bytes());
    } catch (IOException _) {
      // A server that has gone may have answered before, which reading will tell.
    }
  }

  private static void goneAway(Frame frame) throws MalformedAnswer {
    int last = integer(frame, 0) & Integer.MAX_VALUE;
    String why = ErrorCode.of(integer(frame, 4));
    if (last < STREAM) {
      throw new MalformedAnswer("the server goes away: " + why);
    }
  }

  private void header(Frame first) throws IOException, MalformedAnswer {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(first.content());
    Frame frame = first;
    while (!frame.has(Frame.END_HEADERS)) {
      frame = Frame.read(in);
      // RFC 9113 section 6.10: nothing else may come between, and an empty one is no progress.
      if (frame.type() != Frame.CONTINUATION
          || frame.stream() != first.stream()
          || frame.payload().length == 0
          || block.size() > MAX_BLOCK_BYTES) {
        throw new MalformedAnswer("a header without an end");
      }
      block.writeBytes(frame.payload());
    }
    List<HeaderField> decoded = hpack.decode(block.toByteArray());
    if (first.stream() == STREAM) {
      fields.addAll(decoded);
    }
  }

  private void data(Frame frame) throws MalformedAnswer {
    if (frame.stream() != STREAM || fields.isEmpty()) {
      throw new MalformedAnswer("content without a header");
    }
    content.writeBytes(frame.content());
    if (content.size() > MAX_CONTENT_BYTES) {
      throw new MalformedAnswer("content of more than " + MAX_CONTENT_BYTES + " bytes");
    }
  }

  private static int integer(Frame frame, int at) throws MalformedAnswer {
    if (frame.payload().length < at + Integer.BYTES) {
      throw new MalformedAnswer("a frame that is too short");
    }
    return ByteBuffer.wrap(frame.payload()).getInt(at);
  }
}
