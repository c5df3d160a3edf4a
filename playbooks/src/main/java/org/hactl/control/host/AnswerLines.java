package org.hactl.control.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Optional;
import org.hactl.api.LineReader;
import org.hactl.api.Protocol;

/** The lines of an agent's answers, within bounds: the agent may be broken or hostile. */
final class AnswerLines {
  /** Several times the longest answer, a plan with many files. */
  static final long MAX_ANSWER_BYTES = 4L * Protocol.MAX_LINE_BYTES;

  /** No plan has so many changes, and no request can ask for so many events. */
  static final int MAX_ANSWER_LINES = 100_000;

  /** An answer that exceeds the bounds; perhaps it never ends. */
  static final class TooLongException extends IOException {
    TooLongException(String message) {
      super(message);
    }
  }

  private final LineReader lines;
  private long bytes;
  private int count;

  AnswerLines(InputStream in) {
    this.lines = new LineReader(Channels.newChannel(in), Protocol.MAX_LINE_BYTES);
  }

  /** Begins the next answer: its lines and bytes are counted from zero. */
  void begin() {
    bytes = 0;
    count = 0;
  }

  /**
   * The next line; empty at the end of the stream.
   *
   * @throws TooLongException if the line or the whole answer is longer than any answer can be
   */
  Optional<String> next() throws IOException {
    Optional<String> line;
    try {
      line = lines.next();
    } catch (LineReader.LineTooLongException e) {
      throw new TooLongException(String.valueOf(e.getMessage()));
    }
    count++;
    bytes += line.map(String::length).orElse(0);
    if (count > MAX_ANSWER_LINES || bytes > MAX_ANSWER_BYTES) {
      throw new TooLongException("%d lines with %d bytes".formatted(count, bytes));
    }
    return line;
  }
}
