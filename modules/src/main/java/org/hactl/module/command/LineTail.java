package org.hactl.module.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads the lines that are appended to a file. A carriage return ends a line as well. */
final class LineTail implements AutoCloseable {
  private final InputStream in;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[8192];

  LineTail(Path file, Consumer<String> lines) throws IOException {
    this.in = Files.newInputStream(file);
    this.lines = lines;
  }

  /** Passes on every complete line. */
  void poll() throws IOException {
    for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
      for (int i = 0; i < count; i++) {
        if (buffer[i] == '\n' || buffer[i] == '\r') {
          tell();
        } else {
          begun.write(buffer[i]);
        }
      }
    }
  }

  /** Passes on the remaining lines, even a last line without a line end. */
  void finish() throws IOException {
    poll();
    tell();
  }

  private void tell() {
    if (begun.size() > 0) {
      lines.accept(begun.toString(StandardCharsets.UTF_8));
      begun.reset();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
