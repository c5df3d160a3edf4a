package org.hactl.notify;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The named pipes that get a line for each transition, and, if the site wants it, for each change
 * of a priority. A pipe that stays in the site stays open, so that its reader misses nothing. Safe
 * for use from several threads.
 */
public final class Fifos implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Fifos.class);

  private final Opener opener;
  private final Map<String, Fifo> open = new LinkedHashMap<>();
  private boolean priorities;

  /** Returns the pipe at a path, without opening it. */
  @FunctionalInterface
  public interface Opener {
    Pipe open(Path path);
  }

  /** One named pipe. */
  public interface Pipe extends AutoCloseable {
    /**
     * Creates the pipe if it is missing.
     *
     * @return empty, or why the pipe cannot be created
     */
    String make();

    /**
     * Writes the whole line or nothing, without waiting.
     *
     * @return empty, or why the line was not written: there is no reader, the reader does not read,
     *     or this is not a pipe
     */
    String write(String line);

    @Override
    void close();
  }

  /**
   * What happened to a pipe's lines since the pipe was added to the site.
   *
   * @param error why the last line was dropped; empty if it was written
   */
  public record View(String path, long written, long dropped, String error) {}

  private static final class Fifo {
    private final Pipe pipe;
    private long written;
    private long dropped;
    private String error;

    Fifo(Pipe pipe) {
      this.pipe = pipe;
      this.error = pipe.make();
    }
  }

  public Fifos(Opener opener) {
    this.opener = opener;
  }

  /**
   * @param withPriorities whether changes of priorities are written
   */
  public synchronized void configure(List<String> paths, boolean withPriorities) {
    priorities = withPriorities;
    open.entrySet()
        .removeIf(each -> {
          boolean gone = !paths.contains(each.getKey());
          if (gone) {
            each.getValue().pipe.close();
          }
          return gone;
        });
    paths.forEach(path -> open.computeIfAbsent(path, _ -> new Fifo(opener.open(Path.of(path)))));
  }

  /** Writes keepalived's line; an event for which keepalived has no word is left out. */
  public synchronized void tell(Notification notification) {
    if (notification.isPriorityChange() && !priorities || !notification.isOfKeepalived()) {
      return;
    }
    open.forEach((path, fifo) -> {
      String error = fifo.pipe.write(notification.line());
      if (error.isEmpty()) {
        fifo.written++;
      } else {
        fifo.dropped++;
        if (!error.equals(fifo.error)) {
          log.atWarn()
              .addKeyValue("fifo", path)
              .addKeyValue("error", error)
              .log("a line for a FIFO is dropped");
        }
      }
      fifo.error = error;
    });
  }

  public synchronized List<View> view() {
    return open.entrySet().stream()
        .map(each ->
            new View(
                each.getKey(),
                each.getValue().written,
                each.getValue().dropped,
                each.getValue().error))
        .toList();
  }

  @Override
  public synchronized void close() {
    configure(List.of(), false);
  }
}
