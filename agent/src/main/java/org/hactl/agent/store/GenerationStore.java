package org.hactl.agent.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.hactl.host.EarlierForm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generations of this host: which one is confirmed, and which one waits for it. At most one
 * waits. The last {@value #KEPT} stay on disk.
 */
public final class GenerationStore {
  private static final Logger log = LoggerFactory.getLogger(GenerationStore.class);
  private static final String FOLDER = "generations";
  private static final int KEPT = 5;

  private final Storage storage;
  private final ObjectMapper mapper;
  private final SafeFile pointerFile;
  private Pointer pointer;
  private Optional<Generation> confirmed = Optional.empty();
  private Optional<Generation> pending = Optional.empty();

  /**
   * @param confirmed 0 for none
   * @param pending 0 for none
   * @param highest the highest number ever given
   */
  private record Pointer(long confirmed, long pending, long highest) {}

  private GenerationStore(Storage storage, ObjectMapper mapper) {
    this.storage = storage;
    this.mapper = mapper;
    this.pointerFile = new SafeFile(storage, "current");
    this.pointer = new Pointer(0, 0, 0);
  }

  public static GenerationStore open(Storage storage, ObjectMapper mapper) throws IOException {
    GenerationStore store = new GenerationStore(storage, mapper);
    Optional<byte[]> content = store.pointerFile.read();
    if (content.isPresent()) {
      store.pointer = mapper.readValue(content.get(), Pointer.class);
    }
    if (store.pointer.confirmed() != 0) {
      store.confirmed = store.newestWhole(store.pointer.confirmed());
    }
    store.pending = store.read(store.pointer.pending());
    return store;
  }

  public synchronized Optional<Generation> confirmed() {
    return confirmed;
  }

  public synchronized Optional<Generation> pending() {
    return pending;
  }

  /** Whether a generation is pending: neither confirmed nor rolled back. */
  public synchronized boolean hasPending() {
    return pointer.pending() != 0;
  }

  /** The number that the next generation will have. */
  public synchronized long nextNumber() {
    return pointer.highest() + 1;
  }

  /** Stores a generation as the pending one, in place of an earlier pending one. */
  public synchronized void begin(Generation generation) throws IOException {
    if (generation.number() != nextNumber()) {
      throw new IllegalArgumentException("generation " + generation.number() + " is out of turn");
    }
    file(generation.number()).replace(mapper.writeValueAsBytes(generation));
    long superseded = pointer.pending();
    point(new Pointer(pointer.confirmed(), generation.number(), generation.number()));
    pending = Optional.of(generation);
    remove(superseded);
  }

  /** Makes the pending generation the confirmed one. */
  public synchronized void confirm() throws IOException {
    Generation generation = pending.orElseThrow();
    point(new Pointer(generation.number(), 0, pointer.highest()));
    confirmed = pending;
    pending = Optional.empty();
    removeOld();
  }

  /** Drops the pending generation. */
  public synchronized void abandon() throws IOException {
    long abandoned = pointer.pending();
    point(new Pointer(pointer.confirmed(), 0, pointer.highest()));
    pending = Optional.empty();
    remove(abandoned);
  }

  private void point(Pointer next) throws IOException {
    pointerFile.replace(mapper.writeValueAsBytes(next));
    pointer = next;
  }

  /** The generation itself, or the newest before it that can be read. */
  private Optional<Generation> newestWhole(long number) throws IOException {
    for (long candidate : numbers().reversed()) {
      if (candidate <= number) {
        Optional<Generation> generation = read(candidate);
        if (generation.isPresent()) {
          return generation;
        }
        log.atError()
            .addKeyValue("generation", candidate)
            .log("a generation on disk is damaged, going back to the one before it");
      }
    }
    return Optional.empty();
  }

  private Optional<Generation> read(long number) throws IOException {
    if (number == 0) {
      return Optional.empty();
    }
    Optional<byte[]> content = file(number).read();
    if (content.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(generation(mapper.readTree(content.get())));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      // Written by a newer agent, with kinds that this one does not know.
      log.atError()
          .addKeyValue("generation", number)
          .addKeyValue("error", message(e))
          .log("a generation on disk cannot be read by this agent");
      return Optional.empty();
    }
  }

  private Generation generation(JsonNode json) throws JsonProcessingException {
    return new Generation(
        json.path("number").asLong(),
        json.path("digest").asText(),
        json.path("atMillis").asLong(),
        EarlierForm.read(mapper, json.path("state")));
  }

  /** A parser's own message quotes what it read, and that may be a secret. */
  private static String message(Exception e) {
    return e instanceof JsonProcessingException parser
        ? parser.getOriginalMessage()
        : String.valueOf(e.getMessage());
  }

  /** A damaged disk must not fall back to a generation that was never confirmed. */
  private void remove(long number) throws IOException {
    if (number != 0) {
      storage.delete(name(number));
    }
  }

  private void removeOld() throws IOException {
    List<Long> numbers = numbers();
    for (long number : numbers.subList(0, Math.max(0, numbers.size() - KEPT))) {
      if (number != pointer.confirmed()) {
        storage.delete(name(number));
      }
    }
  }

  private List<Long> numbers() throws IOException {
    return storage.list(FOLDER).stream()
        .map(name -> name.substring(FOLDER.length() + 1))
        .filter(name -> name.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .sorted()
        .toList();
  }

  private SafeFile file(long number) {
    return new SafeFile(storage, name(number));
  }

  private static String name(long number) {
    return String.format("%s/%012d", FOLDER, number);
  }
}
