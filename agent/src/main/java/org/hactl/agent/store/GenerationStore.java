package org.hactl.agent.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hactl.api.SiteVersion;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generations of this host: the confirmed one and the pending one. At most one is pending. On
 * disk there are also those that were confirmed before, for a rollback; the newest of them runs if
 * the confirmed one is damaged.
 */
public final class GenerationStore {
  private static final Logger log = LoggerFactory.getLogger(GenerationStore.class);

  private static final String FOLDER = "generations";
  private static final String POINTER = "current";

  private final Storage storage;
  private final ObjectMapper mapper;
  private final SafeFile pointerFile;
  private final List<StateError> errors = new ArrayList<>();
  private Pointer pointer = Pointer.NONE;
  private Optional<Generation> confirmed = Optional.empty();
  private Optional<Generation> pending = Optional.empty();

  private GenerationStore(Storage storage, ObjectMapper mapper) {
    this.storage = storage;
    this.mapper = mapper;
    this.pointerFile = new SafeFile(storage, POINTER);
  }

  /** Reads the generations from disk. {@link #errors} lists what cannot be read. */
  public static GenerationStore open(Storage storage, ObjectMapper mapper) throws IOException {
    GenerationStore store = new GenerationStore(storage, mapper);
    store.load();
    return store;
  }

  private void load() throws IOException {
    List<Long> numbers = numbers();
    Optional<SafeFile.Found> found = pointerFile.read(errors);
    Optional<Pointer> read = found.flatMap(this::pointer);
    if (found.isPresent() && !found.get().stale() && read.isPresent()) {
      pointer = read.get();
    } else if (!numbers.isEmpty() || !errors.isEmpty()) {
      recover(read.orElse(null), numbers);
    }
    if (pointer.confirmed() != 0) {
      confirmed = newestWhole(pointer.confirmed());
    }
    pending = read(pointer.pending(), errors);
  }

  private Optional<Pointer> pointer(SafeFile.Found found) {
    try {
      return Optional.of(mapper.readValue(found.content(), Pointer.class));
    } catch (IOException e) {
      errors.add(
          StateError.newer(POINTER, "is not of this agent's form: " + GenerationReader.message(e)));
      return Optional.empty();
    }
  }

  private void recover(@Nullable Pointer before, List<Long> numbers) {
    List<Long> whole =
        numbers.stream().filter(each -> read(each, new ArrayList<>()).isPresent()).toList();
    if (errors.isEmpty()) {
      errors.add(StateError.damaged(POINTER, "is missing"));
    }
    pointer = Pointer.recovered(before, whole, numbers);
    log.atError()
        .addKeyValue("confirmed", pointer.confirmed())
        .addKeyValue("pending", pointer.pending())
        .log("the pointer to the generation in force was derived from the generations on disk");
  }

  /** What cannot be read; empty also if nothing was ever written. */
  public synchronized List<StateError> errors() {
    return List.copyOf(errors);
  }

  /** Whether this host never had a generation, as far as the disk shows. */
  public synchronized boolean isNew() {
    return pointer.highest() == 0 && errors.isEmpty();
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
  synchronized long nextNumber() {
    return pointer.highest() + 1;
  }

  /** Stores a generation as the pending one, in place of an earlier pending one. */
  synchronized void begin(Generation generation) throws IOException {
    if (generation.number() != nextNumber()) {
      throw new IllegalArgumentException("generation " + generation.number() + " is out of turn");
    }
    if (pointer.equals(Pointer.NONE)) {
      // A generation without any pointer would pass for a confirmed one whose pointer was lost.
      point(pointer);
    }
    SafeFile file = file(generation.number());
    // A crash within an earlier begin can have left a file with this number.
    file.delete();
    file.replace(mapper.writeValueAsBytes(generation));
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
    errors.clear();
  }

  /**
   * Removes from disk every generation but the pending one and the newest confirmed ones, as many
   * as the one in force wants, and copies that an interrupted write left. Call it only while there
   * are no {@link #errors}.
   */
  synchronized void forgetSuperseded() throws IOException {
    Set<String> kept = new HashSet<>();
    List<Long> numbers = confirmedNumbers();
    if (hasPending()) {
      numbers.add(pointer.pending());
    }
    for (long number : numbers) {
      file(number).keepNewest();
      kept.add(name(number));
    }
    for (String name : storage.list(FOLDER)) {
      if (!kept.contains(name)) {
        storage.delete(name);
      }
    }
  }

  /**
   * The confirmed generations that are on disk and can be read, newest first. One after the other
   * is read: all of a large site at once would be more than the agent's memory.
   *
   * @param view takes from a generation what is needed
   */
  public synchronized <T> List<T> kept(Function<Generation, T> view) {
    try {
      return confirmedNumbers().stream()
          .flatMap(number -> kept(number).stream())
          .map(view)
          .toList();
    } catch (IOException e) {
      log.atWarn().addKeyValue("error", e.getMessage()).log("cannot list the generations on disk");
      return confirmed.stream().map(view).toList();
    }
  }

  /** A confirmed generation; empty if it is not on disk or cannot be read. */
  public synchronized Optional<Generation> kept(long number) {
    if (confirmed.filter(each -> each.number() == number).isPresent()) {
      return confirmed;
    }
    return number < pointer.confirmed() ? read(number, new ArrayList<>()) : Optional.empty();
  }

  /** How many confirmed generations stay on disk, the one in force included. */
  public synchronized int keptNumber() {
    return confirmed
        .map(Generation::state)
        .map(HostState::keptGenerations)
        .orElse(HostState.DEFAULT_GENERATIONS);
  }

  /** Newest first. */
  private List<Long> confirmedNumbers() throws IOException {
    return numbers().reversed().stream()
        .filter(number -> number <= pointer.confirmed())
        .limit(keptNumber())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Records that the confirmed generation is also part of another version of the site. */
  public synchronized void version(SiteVersion version) throws IOException {
    Generation same = confirmed.orElseThrow().with(version);
    file(same.number()).replace(mapper.writeValueAsBytes(same));
    confirmed = Optional.of(same);
  }

  /** Records that the pending generation is part of this version of the site. */
  synchronized void pendingVersion(SiteVersion version) throws IOException {
    Generation same = pending.orElseThrow().with(version);
    file(same.number()).replace(mapper.writeValueAsBytes(same));
    pending = Optional.of(same);
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

  /** The generation with this number, or the newest earlier one that can be read. */
  private Optional<Generation> newestWhole(long number) throws IOException {
    Optional<Generation> itself = read(number, errors);
    if (itself.isPresent()) {
      return itself;
    }
    for (long candidate : numbers().reversed()) {
      Optional<Generation> before =
          candidate < number ? read(candidate, new ArrayList<>()) : Optional.empty();
      if (before.isPresent()) {
        log.atError()
            .addKeyValue("generation", number)
            .addKeyValue("instead", candidate)
            .log("a generation cannot be read; an earlier one runs, and nothing is removed");
        return before;
      }
    }
    return Optional.empty();
  }

  private Optional<Generation> read(long number, List<StateError> found) {
    if (number == 0) {
      return Optional.empty();
    }
    List<StateError> ofFile = new ArrayList<>();
    Optional<Generation> generation =
        file(number)
            .read(ofFile)
            .flatMap(content ->
                new GenerationReader(mapper, name(number), ofFile).read(content.content()));
    if (generation.isEmpty() && ofFile.isEmpty()) {
      ofFile.add(StateError.damaged(name(number), "is missing"));
    }
    found.addAll(ofFile);
    return generation;
  }

  /**
   * Removes a generation from disk, so that the agent never falls back to a generation that was not
   * confirmed.
   */
  private void remove(long number) throws IOException {
    if (number != 0) {
      file(number).delete();
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
