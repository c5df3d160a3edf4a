package org.hactl.ssh;

import java.io.InputStream;
import java.io.OutputStream;

/** Two streams to a process on a host; closing them ends the process. */
public record DuplexStream(InputStream in, OutputStream out, Runnable closer)
    implements AutoCloseable {
  @Override
  public void close() {
    closer.run();
  }
}
