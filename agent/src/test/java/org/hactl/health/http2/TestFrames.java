package org.hactl.health.http2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hactl.health.wire.MalformedAnswer;

/** What an HTTP/2 server of a test hears and says. */
public final class TestFrames {
  private static final int PREFACE_BYTES = 24;

  private TestFrames() {}

  /** What a client has asked. */
  public record Asked(List<String> header, byte[] content) {}

  /** Reads a request to its end, from the connection's first byte or after the first empty line. */
  public static Asked read(InputStream in, boolean hasBegun) throws IOException, MalformedAnswer {
    in.readNBytes(hasBegun ? "SM\r\n\r\n".length() : PREFACE_BYTES);
    List<String> header = new ArrayList<>();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    Hpack hpack = new Hpack(Hpack.TABLE_BYTES);
    while (true) {
      ByteBuffer head = ByteBuffer.wrap(in.readNBytes(9));
      int lengthAndType = head.getInt();
      Frame frame =
          new Frame(
              lengthAndType & 0xff, head.get(), head.getInt(), in.readNBytes(lengthAndType >>> 8));
      if (frame.type() == Frame.HEADERS) {
        hpack.decode(frame.content()).forEach(each -> header.add(each.name() + " " + each.value()));
      } else if (frame.type() == Frame.DATA) {
        content.writeBytes(frame.content());
      }
      if (frame.stream() == 1 && frame.has(Frame.END_STREAM)) {
        return new Asked(header, content.toByteArray());
      }
    }
  }

  public static byte[] settings() {
    return frame(Frame.SETTINGS, 0, 0);
  }

  public static byte[] ping() {
    return frame(Frame.PING, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  /** Fields as {@code "name value"}. */
  public static byte[] header(String... fields) {
    return new Frame(Frame.HEADERS, Frame.END_HEADERS, 1, block(fields)).bytes();
  }

  /** The last header of an answer. */
  public static byte[] trailer(String... fields) {
    return new Frame(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, 1, block(fields)).bytes();
  }

  /** A header that goes on. */
  public static byte[] openHeader() {
    return new Frame(Frame.HEADERS, 0, 1, block(":status 200")).bytes();
  }

  public static byte[] continuation(int... payload) {
    return frame(Frame.CONTINUATION, 0, 1, payload);
  }

  public static byte[] data(int... payload) {
    return frame(Frame.DATA, 0, 1, payload);
  }

  /** A health message with this number, as DATA. */
  public static byte[] health(int status) {
    return data(0, 0, 0, 0, 2, 8, status);
  }

  public static byte[] reset(int code) {
    return frame(Frame.RST_STREAM, 0, 1, 0, 0, 0, code);
  }

  public static byte[] goAway(int lastStream, int code) {
    return frame(Frame.GOAWAY, 0, 0, 0, 0, 0, lastStream, 0, 0, 0, code);
  }

  public static byte[] frame(int type, int flags, int stream, int... payload) {
    byte[] bytes = new byte[payload.length];
    for (int n = 0; n < payload.length; n++) {
      bytes[n] = (byte) payload[n];
    }
    return new Frame(type, flags, stream, bytes).bytes();
  }

  public static byte[] all(byte[]... frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] each : frames) {
      bytes.writeBytes(each);
    }
    return bytes.toByteArray();
  }

  /** The whole answer of a server that serves. */
  public static byte[] serving() {
    return all(
        settings(),
        header(":status 200", "content-type application/grpc"),
        health(1),
        trailer("grpc-status 0"));
  }

  private static byte[] block(String... fields) {
    List<HeaderField> all = new ArrayList<>();
    for (String field : fields) {
      int space = field.indexOf(' ');
      all.add(new HeaderField(field.substring(0, space), field.substring(space + 1)));
    }
    return Hpack.encode(all);
  }

  /** HTTP/1.1, which is no frame. */
  public static byte[] http1() {
    return "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  }
}
