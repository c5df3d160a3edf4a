package org.hactl.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** Copies to a command that may stop reading. */
final class Streams {
  private Streams() {}

  /**
   * @return whether all of it was written; a command that ends early reports the reason itself
   * @throws IOException if the source cannot be read
   */
  static boolean feed(InputStream source, OutputStream command, LongConsumer sent)
      throws IOException {
    byte[] buffer = new byte[32 * 1024];
    long total = 0;
    boolean taken = true;
    for (int n = source.read(buffer); n >= 0 && taken; n = source.read(buffer)) {
      try {
        command.write(buffer, 0, n);
        total += n;
        sent.accept(total);
      } catch (IOException e) {
        taken = false;
      }
    }
    try {
      command.close();
    } catch (IOException e) {
      taken = false;
    }
    return taken;
  }
}
