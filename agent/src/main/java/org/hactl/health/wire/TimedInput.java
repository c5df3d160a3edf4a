package org.hactl.health.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** Reads from a socket until a deadline. */
public final class TimedInput {
  private static final int MAX_LINE = 8192;

  private final Socket socket;
  private final InputStream in;
  private final Deadline deadline;
  private final byte[] buffer = new byte[8192];
  private int next;
  private int end;

  public TimedInput(Socket socket, Deadline deadline) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.deadline = deadline;
  }

  /** The next byte, or -1 at the end. */
  public int read() throws IOException {
    return fill() ? buffer[next++] & 0xff : -1;
  }

  /** Some bytes, at most this many; an empty array at the end. */
  public byte[] readSome(long max) throws IOException {
    if (max <= 0 || !fill()) {
      return new byte[0];
    }
    int count = (int) Math.min(max, end - next);
    byte[] some = new byte[count];
    System.arraycopy(buffer, next, some, 0, count);
    next += count;
    return some;
  }

  private boolean fill() throws IOException {
    if (next == end) {
      socket.setSoTimeout(deadline.remainingMillis());
      next = 0;
      end = Math.max(0, in.read(buffer));
    }
    return next < end;
  }

  /**
   * One line without its end, which is CR LF or LF alone (RFC 9112 section 2.2).
   *
   * @throws MalformedAnswer if the line has no end, or is too long
   */
  public String readLine() throws IOException, MalformedAnswer {
    return readLine(false);
  }

  /** Likewise; but the end of the connection ends a line that is not empty, too. */
  public String readLineOrRest() throws IOException, MalformedAnswer {
    return readLine(true);
  }

  private String readLine(boolean mayEnd) throws IOException, MalformedAnswer {
    StringBuilder line = new StringBuilder();
    for (int b = read(); b != '\n'; b = read()) {
      if (b < 0) {
        if (mayEnd && !line.isEmpty()) {
          break;
        }
        throw new MalformedAnswer(
            line.isEmpty() ? "connection closed" : "connection closed in the middle of a line");
      }
      if (line.length() >= MAX_LINE) {
        throw new MalformedAnswer("a line of more than " + MAX_LINE + " bytes");
      }
      line.append((char) b);
    }
    int length = line.length();
    return length > 0 && line.charAt(length - 1) == '\r'
        ? line.substring(0, length - 1)
        : line.toString();
  }
}
