package org.hactl.agent.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Which virtual routers were handed over and by whom, in the file {@code handed-over}. */
public final class HandOverStore {
  private final JsonFile<Map<String, String>> file;

  public HandOverStore(Storage storage, ObjectMapper mapper) {
    this.file =
        new JsonFile<>(storage, "handed-over", mapper, new TypeReference<Map<String, String>>() {});
  }

  /**
   * Who handed each router over. What cannot be read is logged and left out: then the router takes
   * part as the site says.
   */
  public Map<String, String> read() {
    return file.read("cannot read which routers were handed over").orElse(Map.of());
  }

  /** Replaces all entries. They are on the disk when this returns. */
  public void write(Map<String, String> byRouter) throws IOException {
    file.replace(new TreeMap<>(byRouter));
  }
}
