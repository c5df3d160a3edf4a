package org.hactl.agent.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/** The real servers that do not have their whole weight yet, in the file {@code slow-starts}. */
public final class SlowStartStore {
  private final JsonFile<List<Entry>> file;

  /**
   * @param begunAtMillis by the wall clock
   */
  public record Entry(String service, String host, String address, int port, long begunAtMillis) {}

  public SlowStartStore(Storage storage, ObjectMapper mapper) {
    this.file = new JsonFile<>(storage, "slow-starts", mapper, new TypeReference<List<Entry>>() {});
  }

  /** What cannot be read is logged and left out: then a real server has its whole weight. */
  public List<Entry> read() {
    return file.read("cannot read which real servers start slowly").orElse(List.of());
  }

  /** Replaces all entries. They are on the disk when this returns. */
  public void write(List<Entry> entries) throws IOException {
    file.replace(entries);
  }
}
