package org.hactl.agent.report;

import java.nio.file.Path;
import org.hactl.linux.file.NamedPipe;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.notify.Fifos;

/** A named pipe of the kernel. */
public final class FifoPipe implements Fifos.Pipe {
  private final NamedPipe pipe;

  public FifoPipe(Path path) {
    this.pipe = new NamedPipe(path);
  }

  @Override
  public String make() {
    return attempt(pipe::make);
  }

  @Override
  public String write(String line) {
    return attempt(() -> pipe.write(line));
  }

  private static String attempt(Runnable what) {
    try {
      what.run();
      return "";
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENXIO)) {
        return "no program reads it";
      }
      if (e.errno().equals(Errno.EPIPE)) {
        return "its reader has gone";
      }
      return e.errno().equals(Errno.EAGAIN)
          ? "its reader does not keep up"
          : String.valueOf(e.getMessage());
    }
  }

  @Override
  public void close() {
    pipe.close();
  }
}
