package org.hactl.api;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lines from a peer that may send anything: none is longer than a limit, and a large one is kept
 * only if there is room for it.
 */
public final class LineReader {
  /** Up to this length a line is kept without asking for admittance. */
  public static final int SMALL_BYTES = 64 * 1024;

  private final ReadableByteChannel channel;
  private final int maxBytes;
  private final Admittance admittance;
  private final ByteBuffer chunk = ByteBuffer.allocate(16 * 1024).flip();
  private byte[] line = new byte[8 * 1024];

  /** Decides about a line that turns out to be large. */
  @FunctionalInterface
  public interface Admittance {
    /** May wait; false if the line is not to be kept. */
    boolean admit() throws InterruptedException;
  }

  /** A reader that keeps every line up to the limit. */
  public LineReader(ReadableByteChannel channel, int maxBytes) {
    this(channel, maxBytes, () -> true);
  }

  /** A reader that asks for admittance before it keeps a line of more than {@link #SMALL_BYTES}. */
  public LineReader(ReadableByteChannel channel, int maxBytes, Admittance admittance) {
    this.channel = channel;
    this.maxBytes = maxBytes;
    this.admittance = admittance;
  }

  /**
   * The next line without its end; empty at the end of the stream.
   *
   * @throws EOFException if the stream ends within a line
   * @throws LineTooLongException if a line is longer than the limit; the stream cannot be used
   *     after that
   * @throws LineRefusedException if there is no room for the line, which was skipped
   */
  public Optional<String> next() throws IOException {
    if (line.length > SMALL_BYTES) {
      line = new byte[8 * 1024];
    }
    int length = 0;
    boolean kept = true;
    while (true) {
      int end = lineEnd();
      int bytes = end - chunk.position();
      if (bytes > maxBytes - length) {
        throw new LineTooLongException(maxBytes);
      }
      if (length <= SMALL_BYTES && length + bytes > SMALL_BYTES) {
        kept = admit();
      }
      if (kept) {
        put(bytes, length);
      }
      length += bytes;
      if (end < chunk.limit()) {
        chunk.position(end + 1);
        return line(length, kept);
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

  private Optional<String> line(int length, boolean kept) throws LineRefusedException {
    if (!kept) {
      throw new LineRefusedException(length);
    }
    return Optional.of(new String(line, 0, length, StandardCharsets.UTF_8));
  }

  /** The place of the next line end in the chunk, or the chunk's end. */
  private int lineEnd() {
    byte[] bytes = chunk.array();
    int place = chunk.position();
    while (place < chunk.limit() && bytes[place] != '\n') {
      place++;
    }
    return place;
  }

  /** Moves bytes from the chunk into the line. */
  private void put(int bytes, int at) {
    if (at + bytes > line.length) {
      line = Arrays.copyOf(line, Math.max(at + bytes, Math.min(maxBytes, line.length * 2)));
    }
    chunk.get(line, at, bytes);
  }

  private boolean admit() throws IOException {
    try {
      return admittance.admit();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Longer than any valid line. */
  public static final class LineTooLongException extends IOException {
    LineTooLongException(int maxBytes) {
      super("a line of more than " + maxBytes + " bytes");
    }
  }

  /** Too many large requests are being served. */
  public static final class LineRefusedException extends IOException {
    LineRefusedException(int bytes) {
      super(
          "a request of "
              + bytes
              + " bytes found no room: other large requests are being served on this host; try"
              + " again when they have ended");
    }
  }
}
