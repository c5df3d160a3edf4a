package org.hactl.agent.report;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hactl.linux.file.NamedPipe;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.notify.Fifos;

/** A named pipe of the kernel. */
public final class FifoPipe implements Fifos.Pipe {
  private final NamedPipe pipe;
  private final Supplier<String> maker;

  /** A pipe that this process makes itself. */
  public FifoPipe(Path path) {
    this.pipe = new NamedPipe(path);
    this.maker = () -> attempt(pipe::make);
  }

  /**
   * A pipe that another process makes.
   *
   * @param maker makes it where there is none; returns an empty text, or the reason
   */
  public FifoPipe(Path path, Function<Path, String> maker) {
    this.pipe = new NamedPipe(path);
    this.maker = () -> maker.apply(path);
  }

  @Override
  public String make() {
    return maker.get();
  }

  @Override
  public String write(String line) {
    try {
      pipe.write(line);
      return "";
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.EROFS)) {
        return text(e);
      }
      // The pipe was removed, and this process may not make it again.
      String notMade = maker.get();
      return notMade.isEmpty() ? attempt(() -> pipe.write(line)) : notMade;
    }
  }

  private static String attempt(Runnable what) {
    try {
      what.run();
      return "";
    } catch (LinuxException e) {
      return text(e);
    }
  }

  private static String text(LinuxException e) {
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

  @Override
  public void close() {
    pipe.close();
  }
}
