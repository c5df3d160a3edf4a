package org.hactl.agent.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.host.Hold;
import org.hactl.host.Holds;

/**
 * The holds of this host, in the file {@code holds}, beside the generations: no apply and no
 * rollback touches them. Safe for use from any thread.
 */
public final class HoldStore {
  private static final String FILE = "holds";
  private static final String LIST = "holds";

  private final SafeFile file;
  private final ObjectMapper mapper;
  private final List<StateError> errors = new ArrayList<>();
  private Holds holds = Holds.NONE;

  private HoldStore(Storage storage, ObjectMapper mapper) {
    this.file = new SafeFile(storage, FILE);
    this.mapper = mapper;
  }

  /** Reads the holds from disk. {@link #errors} says what cannot be read; the rest is kept. */
  public static HoldStore open(Storage storage, ObjectMapper mapper) {
    HoldStore store = new HoldStore(storage, mapper);
    store.file.read(store.errors).ifPresent(found -> store.read(found.content()));
    return store;
  }

  private void read(byte[] content) {
    List<Hold> read = new ArrayList<>();
    try {
      JsonNode list = mapper.readTree(content).path(LIST);
      if (!list.isArray()) {
        errors.add(StateError.newer(FILE, "is not of this agent's form: it has no list"));
      }
      for (JsonNode each : list) {
        read.addAll(hold(each));
      }
    } catch (IOException e) {
      errors.add(
          StateError.newer(FILE, "is not of this agent's form: " + GenerationReader.message(e)));
    }
    holds = Holds.of(read);
  }

  private List<Hold> hold(JsonNode each) {
    try {
      return List.of(mapper.treeToValue(each, Hold.class));
    } catch (JsonProcessingException e) {
      errors.add(
          StateError.newer(
              FILE, "has a hold that this agent cannot read: " + GenerationReader.message(e)));
      return List.of();
    }
  }

  public synchronized Holds holds() {
    return holds;
  }

  /** What cannot be read; empty also if nothing was ever written. */
  public synchronized List<StateError> errors() {
    return List.copyOf(errors);
  }

  /** Replaces the holds. They are on the disk when this returns. */
  public synchronized void replace(Holds next) throws IOException {
    file.replace(mapper.writeValueAsBytes(Map.of(LIST, written(next))));
    holds = next;
    errors.clear();
  }

  /** A list alone would be written without the names of the kinds. */
  private List<JsonNode> written(Holds next) {
    return next.all().stream().map(hold -> (JsonNode) mapper.valueToTree(hold)).toList();
  }

  /** Writes what was read, if something could not be read; then there is no error any more. */
  public synchronized void mend() throws IOException {
    if (!errors.isEmpty()) {
      replace(holds);
    }
  }
}
