package org.hactl.agent.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A value as JSON in a small file, without which the agent goes on if it cannot be read. */
final class JsonFile<T> {
  private static final Logger log = LoggerFactory.getLogger(JsonFile.class);

  private final SafeFile file;
  private final String name;
  private final ObjectMapper mapper;
  private final TypeReference<T> type;

  JsonFile(Storage storage, String name, ObjectMapper mapper, TypeReference<T> type) {
    this.file = new SafeFile(storage, name);
    this.name = name;
    this.mapper = mapper;
    this.type = type;
  }

  /**
   * The value; empty if there is none. What cannot be read is logged.
   *
   * @param problem the sentence of the log
   */
  Optional<T> read(String problem) {
    List<StateError> errors = new ArrayList<>();
    Optional<T> value = file.read(errors).flatMap(found -> parse(found.content(), errors));
    errors.forEach(error -> log.atWarn().addKeyValue("error", error.text()).log(problem));
    return value;
  }

  private Optional<T> parse(byte[] content, List<StateError> errors) {
    try {
      return Optional.ofNullable(mapper.readValue(content, type));
    } catch (IOException e) {
      errors.add(
          StateError.newer(name, "is not of this agent's form: " + GenerationReader.message(e)));
      return Optional.empty();
    }
  }

  /** Replaces the value. The new one is on the disk when this returns. */
  void replace(T value) throws IOException {
    file.replace(mapper.writeValueAsBytes(value));
  }

  void delete() throws IOException {
    file.delete();
  }
}
