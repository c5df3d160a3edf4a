package org.hactl.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.hactl.module.Owned;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipJournalTest {
  private static final ObjectMapper MAPPER =
      HostJson.mapper(List.of(new NamedType(Note.class, "note")));

  @TempDir private Path folder;

  @Test
  void remembersAcrossRestarts() throws IOException {
    DiskStorage disk = new DiskStorage(folder);
    OwnershipJournal journal = OwnershipJournal.open(disk, MAPPER);
    journal.take(List.of(owned("a", "1"), owned("b", "1")));
    journal.take(List.of(owned("a", "2")));
    journal.release(List.of(owned("b", "").id()));
    assertThat(texts(OwnershipJournal.open(disk, MAPPER))).isEqualTo(Map.of("a", "2"));
    assertThat(texts(OwnershipJournal.open(disk, MAPPER))).isEqualTo(Map.of("a", "2"));
  }

  @Test
  void itGoesOnAfterAnotherProcessThatDidNotTakeOver() throws IOException {
    DiskStorage disk = new DiskStorage(folder);
    OwnershipJournal journal = OwnershipJournal.open(disk, MAPPER);
    journal.take(List.of(owned("a", "1")));
    OwnershipJournal heir = OwnershipJournal.open(disk, MAPPER);
    heir.forgetSuperseded();
    heir.take(List.of(owned("c", "1")));
    journal.rewrite();
    journal.take(List.of(owned("b", "1")));
    journal.release(List.of(owned("a", "").id()));
    assertThat(texts(OwnershipJournal.open(disk, MAPPER))).isEqualTo(Map.of("b", "1"));
  }

  @Test
  void onlyTheTornTailIsLost() throws IOException {
    DiskStorage disk = new DiskStorage(folder);
    OwnershipJournal journal = OwnershipJournal.open(disk, MAPPER);
    journal.take(List.of(owned("a", "1")));
    Path log = newestLog();
    Files.writeString(log, "\ndeadbeef {\"taken\":", StandardOpenOption.APPEND);
    journal.take(List.of(owned("b", "1")));
    assertThat(texts(OwnershipJournal.open(disk, MAPPER))).isEqualTo(Map.of("a", "1", "b", "1"));
  }

  @Test
  void anAgentStartsOnAFullDisk() throws IOException {
    DiskStorage disk = new DiskStorage(folder);
    OwnershipJournal.open(disk, MAPPER).take(List.of(owned("a", "1")));
    AtomicBoolean full = new AtomicBoolean(true);
    OwnershipJournal journal = OwnershipJournal.open(new StorageThatFills(disk, full), MAPPER);
    assertThat(texts(journal)).isEqualTo(Map.of("a", "1"));
    full.set(false);
    journal.take(List.of(owned("b", "1")));
    assertThat(texts(OwnershipJournal.open(disk, MAPPER))).isEqualTo(Map.of("a", "1", "b", "1"));
  }

  @Test
  void anEmptySnapshotFallsBackToTheOneBefore() throws IOException {
    DiskStorage disk = new DiskStorage(folder);
    OwnershipJournal.open(disk, MAPPER).take(List.of(owned("a", "1")));
    OwnershipJournal.open(disk, MAPPER).take(List.of(owned("b", "1")));
    Files.write(folder.resolve("ownership"), new byte[0]);
    assertThat(texts(OwnershipJournal.open(disk, MAPPER))).isEqualTo(Map.of("a", "1", "b", "1"));
  }

  @Test
  void longHistoriesStayShortOnDisk() throws IOException {
    DiskStorage disk = new DiskStorage(folder);
    OwnershipJournal journal = OwnershipJournal.open(disk, MAPPER);
    for (int i = 0; i < 2_000; i++) {
      journal.take(List.of(owned("a", "v" + i)));
    }
    assertThat(disk.list("").size()).isLessThanOrEqualTo(5);
    assertThat(texts(OwnershipJournal.open(disk, MAPPER))).isEqualTo(Map.of("a", "v1999"));
  }

  /**
   * After a crash at any step, the journal knows every resource whose entry reached the disk before
   * the crash.
   */
  @Test
  void noEntryThatReachedTheDiskIsLost() throws IOException {
    long seed = 20_260_101;
    Random random = new Random(seed);
    for (int round = 0; round < 30; round++) {
      DiskStorage disk = new DiskStorage(folder.resolve("round" + round));
      Map<String, String> certain = new HashMap<>();
      Map<String, String> attempted = new HashMap<>();
      for (int life = 0; life < 4; life++) {
        CrashingStorage crashing = new CrashingStorage(disk, 1 + random.nextInt(40));
        try {
          OwnershipJournal journal = OwnershipJournal.open(crashing, MAPPER);
          for (int i = 0; i < 20; i++) {
            String key = "k" + random.nextInt(8);
            String value = "v" + random.nextInt(1_000_000);
            attempted.put(key, value);
            journal.take(List.of(owned(key, value)));
            certain.put(key, value);
          }
        } catch (Crash crash) {
          assertThat(crashing.hasCrashed()).isTrue();
        }
        Map<String, String> known = texts(OwnershipJournal.open(disk, MAPPER));
        for (String key : certain.keySet()) {
          assertThat(known.get(key))
              .as("seed %d round %d life %d key %s", seed, round, life, key)
              .isIn(certain.get(key), attempted.get(key));
        }
        certain.putAll(known);
        attempted.putAll(known);
      }
    }
  }

  private Path newestLog() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("ownership.log"))
          .max(Path::compareTo)
          .orElseThrow();
    }
  }

  @Test
  void anEntryOfAnOlderAgentIsNotTagged() throws IOException {
    ObjectMapper mapper = HostJson.mapper(Kinds.namedTypes());
    Owned own = new Owned(AddressResource.of("eth0", "192.0.2.1"), Map.of(), true);
    String json = mapper.writeValueAsString(own);
    assertThat(mapper.readValue(json, Owned.class)).isEqualTo(own);
    assertThat(mapper.writeValueAsString(own.tagged(false))).doesNotContain("tagged");
    assertThat(mapper.readValue(json.replace(",\"tagged\":true", ""), Owned.class))
        .isEqualTo(own.tagged(false));
  }

  private static Owned owned(String key, String text) {
    return new Owned(new Note(key, text), Map.of());
  }

  private static Map<String, String> texts(OwnershipJournal journal) {
    return journal.all().stream()
        .map(each -> (Note) each.resource())
        .collect(Collectors.toMap(Note::key, Note::text));
  }

  /** The journal finds a resource by its kind and key, whatever its values. */
  @Test
  void findsByIdentity() throws IOException {
    OwnershipJournal journal = OwnershipJournal.open(new DiskStorage(folder), MAPPER);
    journal.take(List.of(owned("a", "1")));
    assertThat(journal.find(new ResourceId("note", "a"))).isPresent();
    assertThat(journal.ofKind("other")).isEmpty();
  }
}
