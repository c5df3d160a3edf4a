package org.hactl.ssh;

import java.io.InputStream;
import java.io.OutputStream;

/** Two streams to something on a host; closing it ends what is at the other end. */
public record Duplex(InputStream in, OutputStream out, Runnable closer) implements AutoCloseable {
  @Override
  public void close() {
    closer.run();
  }
}
