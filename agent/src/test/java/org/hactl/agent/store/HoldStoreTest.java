package org.hactl.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hactl.host.Hold;
import org.hactl.host.Hold.Drain;
import org.hactl.host.Hold.Maintenance;
import org.hactl.host.Hold.State;
import org.hactl.host.Hold.Word;
import org.hactl.host.Holds;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldStoreTest {
  private static final ObjectMapper MAPPER = HostJson.mapper(Kinds.namedTypes());
  private static final Word WORD = new Word(State.HELD, "ann@desk", "new kernel", 5, 7);
  private static final Hold WEB1 = new Drain("web1", null, WORD);
  private static final Hold WEB2 = new Drain("web2", "web", WORD);
  private static final Hold LVS1 = new Maintenance("lvs1", WORD);

  @TempDir private Path folder;

  @Test
  void holdsAreReadAsTheyWereWritten() throws IOException {
    Holds holds = Holds.of(List.of(WEB1, WEB2, LVS1));
    HoldStore.open(new DiskStorage(folder), MAPPER).replace(holds);
    HoldStore again = open();
    assertThat(again.holds()).isEqualTo(holds);
    assertThat(again.errors()).isEmpty();
  }

  @Test
  void aHostThatNeverHadAHoldHasNoErrorAndNoFile() throws IOException {
    HoldStore store = open();
    store.mend();
    assertThat(store.errors()).isEmpty();
    assertThat(store.holds()).isEqualTo(Holds.NONE);
    assertThat(folder.resolve("holds")).doesNotExist();
  }

  @Test
  void afterACrashAtAnyStepTheHoldsAreTheOldOrTheNewOnes() throws IOException {
    Holds one = Holds.of(List.of(WEB1));
    Holds two = Holds.of(List.of(WEB1, LVS1));
    int crashes = 0;
    for (int at = 1; at < 20; at++) {
      DiskStorage disk = new DiskStorage(folder.resolve("crash" + at));
      HoldStore.open(disk, MAPPER).replace(one);
      try {
        HoldStore.open(disk, MAPPER);
        HoldStore crashing = HoldStore.open(new CrashingStorage(disk, at), MAPPER);
        crashing.replace(two);
      } catch (Crash crash) {
        crashes++;
      }
      HoldStore after = HoldStore.open(disk, MAPPER);
      assertThat(after.holds()).as("crash at step %d", at).isIn(one, two);
      assertThat(after.errors()).isEmpty();
    }
    assertThat(crashes).isGreaterThanOrEqualTo(4);
  }

  @Test
  void withADamagedFileThePreviousHoldsStayAndTheErrorSaysSo() throws IOException {
    HoldStore store = open();
    store.replace(Holds.of(List.of(WEB1)));
    store.replace(Holds.of(List.of(WEB1, LVS1)));
    byte[] content = Files.readAllBytes(folder.resolve("holds"));
    content[content.length - 3] ^= 1;
    Files.write(folder.resolve("holds"), content);
    HoldStore damaged = open();
    assertThat(damaged.holds().held()).containsExactly(WEB1);
    assertThat(damaged.errors()).extracting(StateError::file).containsExactly("holds");
    damaged.mend();
    assertThat(open().errors()).isEmpty();
    assertThat(open().holds().held()).containsExactly(WEB1);
  }

  @Test
  void ofHoldsOfANewerAgentThoseThatCanBeReadStay() throws IOException {
    HoldStore store = open();
    store.replace(Holds.of(List.of(WEB1, LVS1)));
    String json =
        new String(
            ((Sealed.Opened.Whole) Sealed.open(Files.readAllBytes(folder.resolve("holds"))))
                .content(),
            StandardCharsets.UTF_8);
    String newer = json.replace("\"hold\":\"maintenance\"", "\"hold\":\"asked-role\"");
    assertThat(newer).isNotEqualTo(json);
    new SafeFile(new DiskStorage(folder), "holds").replace(newer.getBytes(StandardCharsets.UTF_8));
    HoldStore read = open();
    assertThat(read.holds().held()).containsExactly(WEB1);
    assertThat(read.errors())
        .singleElement()
        .matches(error -> error.kind() == StateError.Kind.NEWER)
        .matches(error -> error.reason().contains("a hold that this agent cannot read"));
  }

  private HoldStore open() throws IOException {
    return HoldStore.open(new DiskStorage(folder), MAPPER);
  }
}
