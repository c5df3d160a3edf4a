package org.hactl.agent.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which virtual routers were handed over and by whom, in the file {@code handed-over}. */
public final class HandOverStore {
  private static final Logger log = LoggerFactory.getLogger(HandOverStore.class);
  private static final String FILE = "handed-over";

  private final SafeFile file;
  private final ObjectMapper mapper;

  public HandOverStore(Storage storage, ObjectMapper mapper) {
    this.file = new SafeFile(storage, FILE);
    this.mapper = mapper;
  }

  /**
   * Who handed each router over. What cannot be read is logged and left out: then the router takes
   * part as the site says.
   */
  public Map<String, String> read() {
    List<StateError> errors = new ArrayList<>();
    Map<String, String> read = Map.of();
    try {
      byte[] content = file.read(errors).map(SafeFile.Found::content).orElse(new byte[0]);
      if (content.length > 0) {
        read = mapper.readValue(content, new TypeReference<Map<String, String>>() {});
      }
    } catch (IOException e) {
      errors.add(
          StateError.newer(FILE, "is not of this agent's form: " + GenerationReader.message(e)));
    }
    errors.forEach(error ->
        log.atWarn()
            .addKeyValue("error", error.toString())
            .log("cannot read which routers were handed over"));
    return read;
  }

  /** Replaces all entries. They are on the disk when this returns. */
  public void write(Map<String, String> byRouter) throws IOException {
    file.replace(mapper.writeValueAsBytes(new TreeMap<>(byRouter)));
  }
}
