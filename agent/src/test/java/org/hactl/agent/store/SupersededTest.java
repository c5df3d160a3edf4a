package org.hactl.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.module.Owned;
import org.hactl.module.file.FileContent;
import org.hactl.module.file.FileModule;
import org.hactl.module.file.FileResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each generation has a secret of its own: in its host state and in what it makes hactl own. */
class SupersededTest {
  private static final ObjectMapper MAPPER =
      HostJson.mapper(
          List.of(new NamedType(Note.class, "note"), new NamedType(FileResource.class, "file")));
  private static final Pattern SECRET = Pattern.compile("secret-\\d+\\.");
  private static final int ROUNDS = 30;
  private static final int LIVES = 6;
  private static final int STEPS = 12;

  @TempDir private Path folder;

  /** Secrets that were used so far, and of confirmed generations the secrets in their order. */
  private int used;

  private final List<String> confirmed = new ArrayList<>();

  @Test
  void noSequenceOfAppliesAndCrashesLeavesASupersededSecret() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      DiskStorage disk = new DiskStorage(folder.resolve("round" + round));
      confirmed.clear();
      for (int life = 0; life < LIVES; life++) {
        String at = "seed %d round %d life %d".formatted(seed, round, life);
        CrashingStorage crashing = new CrashingStorage(disk, 1 + random.nextInt(90));
        try {
          live(crashing, disk, random, at);
        } catch (Crash crash) {
          assertThat(crashing.hasCrashed()).isTrue();
        }
        check(StateFolder.open(disk, MAPPER), disk, at + ", after a start");
      }
    }
  }

  private void live(Storage storage, DiskStorage disk, Random random, String at)
      throws IOException {
    StateFolder state = StateFolder.open(storage, MAPPER);
    for (int step = 0; step < STEPS; step++) {
      if (!state.generations().hasPending() || random.nextInt(4) == 0) {
        begin(state);
        continue;
      }
      if (random.nextBoolean()) {
        state.generations().confirm();
      } else {
        own(state, state.generations().confirmed().map(SupersededTest::secret).orElse("none"));
        state.generations().abandon();
      }
      state.superseded().remove();
      check(state, disk, at + " step " + step);
    }
  }

  private void begin(StateFolder state) throws IOException {
    String secret = "secret-%d.".formatted(++used);
    long number = state.generations().nextNumber();
    state
        .generations()
        .begin(new Generation(number, "digest", number, HostState.empty("shop", secret)));
    own(state, secret);
  }

  private static void own(StateFolder state, String secret) throws IOException {
    state.ownership().take(List.of(new Owned(new Note("file", secret), Map.of())));
  }

  private void check(StateFolder state, DiskStorage disk, String at) throws IOException {
    assertThat(state.generations().errors()).as(at).isEmpty();
    assertThat(state.ownership().errors()).as(at).isEmpty();
    state
        .generations()
        .confirmed()
        .map(SupersededTest::secret)
        .ifPresent(now -> {
          if (!confirmed.contains(now)) {
            confirmed.add(now);
          }
          assertThat(confirmed.getLast()).as(at).isEqualTo(now);
        });
    List<String> allowed =
        new ArrayList<>(
            confirmed.subList(
                Math.max(0, confirmed.size() - HostState.DEFAULT_GENERATIONS), confirmed.size()));
    state.generations().pending().map(SupersededTest::secret).ifPresent(allowed::add);
    // After a crash, the host is still as the generation that was given up says.
    state.ownership().all().forEach(owned -> allowed.add(((Note) owned.resource()).text()));
    assertThat(secretsOn(disk)).as(at).isSubsetOf(allowed);
  }

  private static String secret(Generation generation) {
    return generation.state().host();
  }

  private static Set<String> secretsOn(DiskStorage disk) throws IOException {
    Set<String> found = new TreeSet<>();
    for (String place : List.of("", "generations")) {
      for (String name : disk.list(place)) {
        String text = new String(disk.read(name).orElseThrow(), StandardCharsets.UTF_8);
        SECRET.matcher(text).results().map(MatchResult::group).forEach(found::add);
      }
    }
    return found;
  }

  @Test
  void whatAnEarlierVersionLeftGoesAtTheStart() throws IOException {
    DiskStorage disk = new DiskStorage(folder);
    GenerationStore generations = GenerationStore.open(disk, MAPPER);
    OwnershipJournal ownership = OwnershipJournal.open(disk, MAPPER);
    int last = HostState.DEFAULT_GENERATIONS + 3;
    for (int i = 1; i <= last; i++) {
      generations.begin(new Generation(i, "d", i, HostState.empty("shop", "secret-" + i + ".")));
      ownership.take(List.of(new Owned(new Note("file", "secret-" + i + "."), Map.of())));
      generations.confirm();
    }
    disk.write("generations/000000000004.previous", "secret-0.".getBytes(StandardCharsets.UTF_8));
    disk.write("generations/000000000019.new", "secret-9.".getBytes(StandardCharsets.UTF_8));
    assertThat(secretsOn(disk)).hasSize(last + 1);
    StateFolder.open(disk, MAPPER);
    assertThat(secretsOn(disk))
        .hasSize(HostState.DEFAULT_GENERATIONS)
        .contains("secret-" + last + ".", "secret-4.");
  }

  @Test
  void aBackupThatNoOwnedFileNeedsGoesAtTheStart() throws IOException {
    DiskStorage disk = new DiskStorage(folder);
    FileResource file =
        new FileResource("/etc/motd", FileContent.of(new byte[0]), null, null, null, false);
    OwnershipJournal.open(disk, MAPPER)
        .take(List.of(new Owned(file, Map.of("backup", "needed", "sha256", "0"))));
    for (String name : List.of("needed", "given-up", ".needed.hactl-1")) {
      disk.write(FileModule.BACKUPS + "/" + name, new byte[] {1});
    }
    StateFolder.open(disk, MAPPER);
    assertThat(disk.list(FileModule.BACKUPS)).containsExactly(FileModule.BACKUPS + "/needed");
  }

  @Test
  void asLongAsSomethingCannotBeReadNothingIsRemoved() throws IOException {
    DiskStorage disk = new DiskStorage(folder);
    GenerationStore generations = GenerationStore.open(disk, MAPPER);
    for (int i = 1; i <= 4; i++) {
      generations.begin(new Generation(i, "d", i, HostState.empty("shop", "secret-" + i + ".")));
      generations.confirm();
    }
    disk.write("generations/000000000004", new byte[0]);
    StateFolder state = StateFolder.open(disk, MAPPER);
    assertThat(secretsOn(disk)).containsExactlyInAnyOrder("secret-1.", "secret-2.", "secret-3.");
    used = 100;
    for (int i = 0; i < HostState.DEFAULT_GENERATIONS; i++) {
      begin(state);
      state.generations().confirm();
      state.superseded().remove();
    }
    assertThat(secretsOn(disk))
        .hasSize(HostState.DEFAULT_GENERATIONS)
        .doesNotContain("secret-3.")
        .contains("secret-101.");
  }
}
