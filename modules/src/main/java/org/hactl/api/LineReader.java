package org.hactl.api;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Lines from a peer that may send anything: none is longer than a limit. */
public final class LineReader {
  private final ReadableByteChannel channel;
  private final int maxBytes;
  private final ByteBuffer chunk = ByteBuffer.allocate(64 * 1024).flip();
  private byte[] line = new byte[8 * 1024];

  public LineReader(ReadableByteChannel channel, int maxBytes) {
    this.channel = channel;
    this.maxBytes = maxBytes;
  }

  /**
   * The next line without its end; empty at the end of the stream.
   *
   * @throws EOFException if the stream ends within a line
   * @throws LineTooLongException if a line is longer than the limit; the stream cannot be used
   *     after that
   */
  public Optional<String> next() throws IOException {
    int length = 0;
    while (true) {
      while (chunk.hasRemaining()) {
        byte next = chunk.get();
        if (next == '\n') {
          return Optional.of(new String(line, 0, length, StandardCharsets.UTF_8));
        }
        if (length == maxBytes) {
          throw new LineTooLongException(maxBytes);
        }
        if (length == line.length) {
          line = Arrays.copyOf(line, Math.min(maxBytes, line.length * 2));
        }
        line[length++] = next;
      }
      chunk.clear();
      int read = channel.read(chunk);
      chunk.flip();
      if (read < 0) {
        if (length > 0) {
          throw new EOFException("the peer hung up within a line");
        }
        return Optional.empty();
      }
    }
  }

  /** Longer than any valid line. */
  public static final class LineTooLongException extends IOException {
    LineTooLongException(int maxBytes) {
      super("a line of more than " + maxBytes + " bytes");
    }
  }
}
