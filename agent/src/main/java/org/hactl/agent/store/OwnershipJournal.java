package org.hactl.agent.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.hactl.module.Owned;
import org.hactl.module.ResourceId;
import org.hactl.reconcile.Ownership;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ownership journal: a snapshot, and a log of the entries added and removed since. Each line of
 * the log has a checksum, so that a line torn by a power cut is left out. The journal writes a new
 * snapshot when the log has grown long, and at every start.
 */
public final class OwnershipJournal implements Ownership {
  private static final Logger log = LoggerFactory.getLogger(OwnershipJournal.class);
  private static final String SNAPSHOT = "ownership";
  private static final int COMPACT_AFTER_LINES = 500;

  private final Storage storage;
  private final ObjectMapper mapper;
  private final SafeFile snapshot;
  private final Map<ResourceId, Owned> owned = new TreeMap<>();

  /** Entries of kinds that only a newer agent knows. They are kept for that agent. */
  private final List<JsonNode> foreign = new ArrayList<>();

  private final List<StateError> errors = new ArrayList<>();

  /**
   * The entries that readers see, by kind. Readers take no lock, because a failover must not wait
   * until another kind's entry is on the disk.
   */
  private volatile Map<String, Map<ResourceId, Owned>> published = Map.of();

  private long epoch;
  private int lines;

  /** One line of the log: a resource that was taken or released. */
  private record JournalLine(@Nullable Owned taken, @Nullable ResourceId released) {}

  /**
   * @param epoch the number of the log that belongs to this snapshot
   */
  private record Snapshot(long epoch, List<JsonNode> owned) {}

  private OwnershipJournal(Storage storage, ObjectMapper mapper) {
    this.storage = storage;
    this.mapper = mapper;
    this.snapshot = new SafeFile(storage, SNAPSHOT);
  }

  /** Reads the journal from disk, and rewrites it in its shortest form. */
  public static OwnershipJournal open(Storage storage, ObjectMapper mapper) throws IOException {
    OwnershipJournal journal = read(storage, mapper);
    journal.tryToCompact();
    return journal;
  }

  /** Reads the journal and changes nothing on disk. */
  public static OwnershipJournal read(Storage storage, ObjectMapper mapper) throws IOException {
    OwnershipJournal journal = new OwnershipJournal(storage, mapper);
    journal.load();
    journal.publish();
    return journal;
  }

  @Override
  public Collection<Owned> ofKind(String kind) {
    return published.getOrDefault(kind, Map.of()).values();
  }

  public synchronized Collection<Owned> all() {
    return List.copyOf(owned.values());
  }

  @Override
  public Optional<Owned> find(ResourceId id) {
    return Optional.ofNullable(published.getOrDefault(id.kind(), Map.of()).get(id));
  }

  @Override
  public synchronized void take(List<Owned> taken) throws IOException {
    List<Owned> news = taken.stream().filter(each -> !each.equals(owned.get(each.id()))).toList();
    if (news.isEmpty()) {
      return;
    }
    append(news.stream().map(each -> new JournalLine(each, null)).toList(), true);
    news.forEach(each -> owned.put(each.id(), each));
    publish();
    compactIfLong();
  }

  @Override
  public synchronized void release(List<ResourceId> ids) throws IOException {
    List<ResourceId> known = ids.stream().filter(owned::containsKey).toList();
    if (known.isEmpty()) {
      return;
    }
    append(known.stream().map(id -> new JournalLine(null, id)).toList(), false);
    known.forEach(owned::remove);
    publish();
    compactIfLong();
  }

  /** What cannot be read; empty also if nothing was ever written. */
  public synchronized List<StateError> errors() {
    return List.copyOf(errors);
  }

  /**
   * Removes from disk the entries that were replaced or released: afterwards both copies of the
   * snapshot have the present entries alone, and no older log is left.
   */
  synchronized void forgetSuperseded() throws IOException {
    List<JsonNode> entries = entries();
    compact(entries);
    compact(entries);
  }

  /**
   * Writes all entries anew, above what another process has written that was to go on in the place
   * of this one and did not: a start would read that process's journal, and not the lines that this
   * one appends to an older log.
   */
  public synchronized void rewrite() {
    try {
      epoch = newestOnDisk();
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("cannot read the ownership journal of a process that did not take over");
    }
    tryToCompact();
  }

  private long newestOnDisk() throws IOException {
    long newest = epoch;
    Optional<SafeFile.Found> found = snapshot.read(new ArrayList<>());
    if (found.isPresent()) {
      newest = Math.max(newest, mapper.readTree(found.get().content()).path("epoch").asLong());
    }
    for (String name : storage.list("")) {
      if (name.startsWith(SNAPSHOT + ".log.")) {
        newest = Math.max(newest, epochOf(name));
      }
    }
    return newest;
  }

  /** Forgets the errors: a new generation has replaced what could not be read. */
  public synchronized void clearErrors() {
    errors.clear();
  }

  private void publish() {
    Map<String, Map<ResourceId, Owned>> byKind = new HashMap<>();
    owned.forEach(
        (id, each) -> byKind.computeIfAbsent(id.kind(), _ -> new LinkedHashMap<>()).put(id, each));
    byKind.replaceAll((_, entries) -> Collections.unmodifiableMap(entries));
    published = Map.copyOf(byKind);
  }

  private void load() throws IOException {
    List<StateError> found = new ArrayList<>();
    Optional<SafeFile.Found> content = snapshot.read(found);
    found.forEach(each -> log.atError().log(each.text()));
    content.ifPresent(each -> restore(each.content(), found));
    // The previous snapshot and both logs together have every entry: this is no error.
    if (content.isEmpty() || !content.get().stale()) {
      errors.addAll(found);
    }
    // A log of a later epoch than the snapshot means the snapshot fell back to its previous copy:
    // both logs apply, one after the other.
    for (String name : storage.list("")) {
      if (name.startsWith(SNAPSHOT + ".log.") && epochOf(name) >= epoch) {
        replay(storage.read(name).orElse(new byte[0]));
        epoch = epochOf(name);
      }
    }
  }

  private JsonNode tree(Owned each) {
    return mapper.valueToTree(each);
  }

  private void restore(byte[] content, List<StateError> found) {
    try {
      Snapshot read = mapper.readValue(content, Snapshot.class);
      epoch = read.epoch();
      read.owned().forEach(this::restore);
    } catch (IOException e) {
      found.add(
          StateError.newer(
              SNAPSHOT, "is not of this agent's form: " + GenerationReader.message(e)));
    }
  }

  /** An entry that this agent does not know is kept; the others are read. */
  private void restore(JsonNode node) {
    try {
      Owned each = mapper.treeToValue(node, Owned.class);
      owned.put(each.id(), each);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      foreign.add(node);
      String kind = node.path("resource").path("kind").asText("unnamed");
      errors.add(
          StateError.newer(
              SNAPSHOT,
              "has a resource of kind \"%s\" that this agent does not know".formatted(kind)));
    }
  }

  private void replay(byte[] lines) throws IOException {
    for (String line : new String(lines, StandardCharsets.UTF_8).split("\n", -1)) {
      if (isWhole(line)) {
        replay(line.substring(line.indexOf(' ') + 1));
      }
    }
  }

  private void replay(String json) throws IOException {
    try {
      replay(mapper.readValue(json, JournalLine.class));
    } catch (JsonProcessingException e) {
      restore(mapper.readTree(json).path("taken"));
    }
  }

  private void replay(JournalLine entry) {
    if (entry.taken() != null) {
      owned.put(entry.taken().id(), entry.taken());
    }
    if (entry.released() != null) {
      owned.remove(entry.released());
    }
  }

  private void compactIfLong() {
    if (lines > Math.max(COMPACT_AFTER_LINES, 2 * owned.size())) {
      tryToCompact();
    }
  }

  /** If the disk is full or read-only, the agent starts with what it can read there. */
  private void tryToCompact() {
    try {
      compact(entries());
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("cannot rewrite the ownership journal; it grows");
    }
  }

  private List<JsonNode> entries() {
    return Stream.concat(owned.values().stream().map(this::tree), foreign.stream()).toList();
  }

  /** A new snapshot starts a new log. The previous log belongs to the previous snapshot. */
  private void compact(List<JsonNode> entries) throws IOException {
    epoch++;
    snapshot.replace(mapper.writeValueAsBytes(new Snapshot(epoch, entries)));
    lines = 0;
    for (String name : storage.list("")) {
      if (name.startsWith(SNAPSHOT + ".log.") && epochOf(name) < epoch - 1) {
        storage.delete(name);
      }
    }
  }

  private void append(List<JournalLine> entries, boolean sync) throws IOException {
    // The line end comes first, so that a line cut off by a full disk does not damage this one.
    StringBuilder text = new StringBuilder();
    for (JournalLine entry : entries) {
      String json = mapper.writeValueAsString(entry);
      text.append('\n').append(checksum(json)).append(' ').append(json);
    }
    storage.append(logName(epoch), text.toString().getBytes(StandardCharsets.UTF_8), sync);
    lines += entries.size();
  }

  private static boolean isWhole(String line) {
    int space = line.indexOf(' ');
    return space >= 0 && line.substring(0, space).equals(checksum(line.substring(space + 1)));
  }

  private static String checksum(String json) {
    CRC32 crc = new CRC32();
    crc.update(json.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits(crc.getValue(), 8);
  }

  private static String logName(long epoch) {
    return String.format("%s.log.%012d", SNAPSHOT, epoch);
  }

  private static long epochOf(String log) {
    try {
      return Long.parseLong(log.substring(log.lastIndexOf('.') + 1));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
