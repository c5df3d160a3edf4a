package org.hactl.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationStoreTest {
  private static final ObjectMapper MAPPER = HostJson.mapper(List.of());

  @TempDir private Path folder;

  @Test
  void theConfirmedGenerationStaysWhileAnotherIsPending() throws IOException {
    DiskStorage disk = new DiskStorage(folder);
    GenerationStore store = GenerationStore.open(disk, MAPPER);
    store.begin(generation(1));
    store.confirm();
    store.begin(generation(2));
    GenerationStore restarted = GenerationStore.open(disk, MAPPER);
    assertThat(restarted.confirmed()).contains(generation(1));
    assertThat(restarted.pending()).contains(generation(2));
    restarted.abandon();
    assertThat(GenerationStore.open(disk, MAPPER).pending()).isEmpty();
    assertThat(restarted.nextNumber()).isEqualTo(3);
  }

  @Test
  void theNewestConfirmedOnesAndThePendingOneStay() throws IOException {
    DiskStorage disk = new DiskStorage(folder);
    GenerationStore store = GenerationStore.open(disk, MAPPER);
    for (int i = 1; i <= 24; i++) {
      store.begin(generation(i));
      if (i % 2 == 0) {
        store.confirm();
        store.forgetSuperseded();
      }
    }
    store.begin(generation(25));
    store.forgetSuperseded();
    assertThat(disk.list("generations")).hasSize(HostState.DEFAULT_GENERATIONS + 1);
    GenerationStore restarted = GenerationStore.open(disk, MAPPER);
    assertThat(restarted.kept(Generation::number))
        .containsExactly(24L, 22L, 20L, 18L, 16L, 14L, 12L, 10L, 8L, 6L);
    assertThat(restarted.kept(6)).contains(generation(6));
    assertThat(restarted.kept(4)).isEmpty();
    assertThat(restarted.kept(25)).as("it waits for its confirmation").isEmpty();
  }

  @Test
  void theStateInForceSaysHowManyStay() throws IOException {
    DiskStorage disk = new DiskStorage(folder);
    GenerationStore store = GenerationStore.open(disk, MAPPER);
    for (int i = 1; i <= 14; i++) {
      confirm(store, i, 12);
    }
    assertThat(disk.list("generations")).hasSize(12);
    assertThat(GenerationStore.open(disk, MAPPER).kept(Generation::number)).hasSize(12);
    store.begin(keeping(15, 2));
    store.forgetSuperseded();
    assertThat(disk.list("generations")).as("it is not in force yet").hasSize(13);
    store.confirm();
    store.forgetSuperseded();
    assertThat(GenerationStore.open(disk, MAPPER).kept(Generation::number))
        .containsExactly(15L, 14L);
  }

  private static void confirm(GenerationStore store, long number, int kept) throws IOException {
    store.begin(keeping(number, kept));
    store.confirm();
    store.forgetSuperseded();
  }

  private static Generation keeping(long number, int kept) {
    HostState state = HostState.builder("shop", "lvs1").generations(kept).build();
    return new Generation(number, "d" + number, number, state);
  }

  @Test
  void aGenerationThatWasRolledBackIsNotKeptAndItsNumberIsNotUsedAgain() throws IOException {
    DiskStorage disk = new DiskStorage(folder);
    GenerationStore store = GenerationStore.open(disk, MAPPER);
    store.begin(generation(1));
    store.confirm();
    store.begin(generation(2));
    store.abandon();
    store.begin(generation(3));
    store.confirm();
    assertThat(store.kept(Generation::number)).containsExactly(3L, 1L);
    assertThat(store.kept(2)).isEmpty();
    assertThat(GenerationStore.open(disk, MAPPER).nextNumber()).isEqualTo(4);
  }

  @Test
  void aKeptGenerationThatIsDamagedIsLeftOut() throws IOException {
    GenerationStore store = GenerationStore.open(new DiskStorage(folder), MAPPER);
    for (int i = 1; i <= 3; i++) {
      store.begin(generation(i));
      store.confirm();
    }
    Files.write(folder.resolve("generations/000000000002"), new byte[0]);
    assertThat(store.kept(Generation::number)).containsExactly(3L, 1L);
    assertThat(store.errors()).isEmpty();
  }

  @Test
  void keptGenerationsAreReadOneAfterTheOther() throws IOException {
    GenerationStore store = GenerationStore.open(new DiskStorage(folder), MAPPER);
    for (int i = 1; i <= 3; i++) {
      store.begin(generation(i));
      store.confirm();
    }
    List<Long> viewed =
        store.kept(generation -> {
          // Had the older ones been read already, they would be viewed all the same.
          assertThat(folder.resolve("generations/000000000001").toFile().delete()).isTrue();
          assertThat(folder.resolve("generations/000000000002").toFile().delete()).isTrue();
          return generation.number();
        });
    assertThat(viewed).containsExactly(3L);
  }

  @Test
  void aDamagedGenerationIsReplacedByThePreviousConfirmedOne() throws IOException {
    DiskStorage disk = new DiskStorage(folder);
    GenerationStore store = GenerationStore.open(disk, MAPPER);
    store.begin(generation(1));
    store.confirm();
    store.begin(generation(2));
    store.abandon();
    store.begin(generation(3));
    store.confirm();
    Files.write(folder.resolve("generations/000000000003"), new byte[0]);
    assertThat(GenerationStore.open(disk, MAPPER).confirmed()).contains(generation(1));
  }

  @Test
  void noCrashLosesTheConfirmedGeneration() throws IOException {
    for (int at = 1; at < 40; at++) {
      DiskStorage disk = new DiskStorage(folder.resolve("crash" + at));
      GenerationStore first = GenerationStore.open(disk, MAPPER);
      first.begin(generation(1));
      first.confirm();
      CrashingStorage crashing = new CrashingStorage(disk, at);
      boolean confirming = false;
      try {
        GenerationStore store = GenerationStore.open(crashing, MAPPER);
        store.begin(generation(2));
        confirming = true;
        store.confirm();
      } catch (Crash crash) {
        assertThat(crashing.hasCrashed()).isTrue();
      }
      Optional<Generation> confirmed = GenerationStore.open(disk, MAPPER).confirmed();
      if (confirming) {
        assertThat(confirmed.orElseThrow().number()).as("step %d", at).isIn(1L, 2L);
      } else {
        assertThat(confirmed).as("step %d", at).contains(generation(1));
      }
    }
  }

  private static Generation generation(long number) {
    return new Generation(
        number, "digest" + number, number * 1_000, HostState.empty("shop", "lvs" + number));
  }
}
