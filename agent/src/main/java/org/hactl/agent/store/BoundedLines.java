package org.hactl.agent.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines that are only added, in a file of a bounded size. When the file has reached this size, it
 * becomes {@code NAME.1} and replaces the earlier {@code NAME.1}. One thread at a time may call it.
 */
final class BoundedLines {
  private static final Logger log = LoggerFactory.getLogger(BoundedLines.class);

  private final Storage storage;
  private final String newest;
  private final String older;
  private final long maxBytes;
  private long bytes;

  /**
   * @param maxBytes the largest size of one file; there are at most two files
   */
  BoundedLines(Storage storage, String name, long maxBytes) {
    this.storage = storage;
    this.newest = name;
    this.older = name + ".1";
    this.maxBytes = maxBytes;
    this.bytes = size();
  }

  /** A file that cannot be read counts as full: the next line goes to a new file. */
  private long size() {
    try {
      return storage.read(newest).map(content -> content.length).orElse(0);
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("file", newest)
          .addKeyValue("error", e.getMessage())
          .log("cannot read a file of the agent's state; a new one is begun");
      return maxBytes;
    }
  }

  /**
   * Adds a line.
   *
   * @param sync whether the line is on the disk when this returns
   */
  void add(String text, boolean sync) throws IOException {
    // The line end comes first, so that a line cut off by a crash does not damage this one.
    byte[] line = ("\n" + text).getBytes(StandardCharsets.UTF_8);
    if (bytes > 0 && bytes + line.length > maxBytes) {
      storage.rename(newest, older);
      bytes = 0;
    }
    storage.append(newest, line, sync);
    bytes += line.length;
  }

  /**
   * The newest lines, newest first.
   *
   * @param limit the largest number of lines
   * @param reader empty for a line to leave out
   */
  <T> List<T> newest(int limit, Function<String, Optional<T>> reader) throws IOException {
    List<T> found = new ArrayList<>();
    for (String file : List.of(newest, older)) {
      String text = new String(storage.read(file).orElse(new byte[0]), StandardCharsets.UTF_8);
      for (String line : List.of(text.split("\n", -1)).reversed()) {
        if (found.size() >= limit) {
          return found;
        }
        if (!line.isBlank()) {
          reader.apply(line).ifPresent(found::add);
        }
      }
    }
    return found;
  }
}
