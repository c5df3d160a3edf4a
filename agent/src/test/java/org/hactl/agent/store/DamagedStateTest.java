package org.hactl.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.Kinds;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State on disk that is damaged, lost, or written by a newer agent. */
class DamagedStateTest {
  private static final ObjectMapper MAPPER = HostJson.mapper(Kinds.namedTypes());
  private static final Resource VIP = AddressResource.of("lo", "192.168.0.254/32");

  @TempDir private Path folder;
  private DiskStorage disk;

  @BeforeEach
  void twoGenerations() throws IOException {
    disk = new DiskStorage(folder);
    GenerationStore store = GenerationStore.open(disk, MAPPER);
    for (int i = 1; i <= 2; i++) {
      store.begin(generation(i));
      store.confirm();
    }
  }

  @Test
  void aHostWithoutAnyGenerationHasNoErrors() throws IOException {
    GenerationStore store = GenerationStore.open(new DiskStorage(folder.resolve("other")), MAPPER);
    assertThat(store.isNew()).isTrue();
    assertThat(store.errors()).isEmpty();
  }

  @Test
  void anEmptyPointerIsDerivedFromTheGenerations() throws IOException {
    Files.write(folder.resolve("current"), new byte[0]);
    GenerationStore store = open();
    assertThat(store.confirmed()).contains(generation(2));
    assertThat(store.pending()).isEmpty();
    assertThat(store.errors()).containsExactly(StateError.damaged("current", "is empty"));
    assertThat(store.nextNumber()).isEqualTo(3);
  }

  @Test
  void withoutAPointerTheNewestUndamagedGenerationIsInForce() throws IOException {
    Files.delete(folder.resolve("current"));
    Files.delete(folder.resolve("current.previous"));
    assertThat(open().confirmed()).contains(generation(2));
    flip("generations/000000000002");
    GenerationStore store = open();
    assertThat(store.confirmed()).contains(generation(1));
    assertThat(store.errors()).contains(StateError.damaged("current", "is missing"));
  }

  @Test
  void aPendingGenerationStaysPendingIfThePointerIsLost() throws IOException {
    open().begin(generation(3));
    Files.write(folder.resolve("current"), new byte[0]);
    GenerationStore store = open();
    assertThat(store.confirmed()).contains(generation(2));
    assertThat(store.pending()).contains(generation(3));
  }

  @Test
  void aHostWhoseOnlyGenerationIsDamagedDoesNotCountAsEmpty() throws IOException {
    Files.delete(folder.resolve("generations/000000000001"));
    flip("generations/000000000002");
    GenerationStore store = open();
    assertThat(store.confirmed()).isEmpty();
    assertThat(store.isNew()).isFalse();
    assertThat(store.errors())
        .containsExactly(
            StateError.damaged("generations/000000000002", "is damaged: its checksum is wrong"));
  }

  @Test
  void theNextGenerationRepairsIt() throws IOException {
    flip("generations/000000000002");
    Files.write(folder.resolve("current"), new byte[0]);
    GenerationStore store = open();
    store.begin(generation(3));
    store.confirm();
    assertThat(store.errors()).isEmpty();
    assertThat(open().errors()).isEmpty();
    assertThat(open().confirmed()).contains(generation(3));
  }

  @Test
  void aGenerationWithAnUnknownKindIsReadWithoutIt() throws IOException {
    rewrite(state -> {
      ArrayNode resources = (ArrayNode) state.path("resources");
      resources.addObject().put("kind", "tunnel").put("name", "t0");
    });
    GenerationStore store = open();
    assertThat(store.confirmed().orElseThrow().state().resources()).containsExactly(VIP);
    assertThat(store.errors())
        .containsExactly(
            StateError.newer(
                "generations/000000000002",
                "has a resource of kind \"tunnel\" that this agent does not know"));
  }

  @Test
  void aFormatOfANewerAgentIsReported() throws IOException {
    Path file = folder.resolve("generations/000000000002");
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("hactl 1 ", "hactl 2 "));
    assertThat(open().errors())
        .containsExactly(
            StateError.newer(
                "generations/000000000002", "has format 2, this agent knows formats up to 1"));
  }

  @Test
  void anOwnedResourceOfAnUnknownKindIsKeptInTheJournal() throws IOException {
    OwnershipJournal journal = OwnershipJournal.open(disk, MAPPER);
    journal.take(List.of(new Owned(VIP, Map.of())));
    ObjectMapper older = HostJson.mapper(List.of());
    OwnershipJournal read = OwnershipJournal.open(disk, older);
    assertThat(read.all()).isEmpty();
    assertThat(read.errors()).extracting(StateError::kind).containsOnly(StateError.Kind.NEWER);
    assertThat(OwnershipJournal.open(disk, MAPPER).all()).containsExactly(new Owned(VIP, Map.of()));
  }

  @Test
  void aLostJournalIsReported() throws IOException {
    OwnershipJournal journal = OwnershipJournal.open(disk, MAPPER);
    journal.take(List.of(new Owned(VIP, Map.of())));
    Files.write(folder.resolve("ownership"), new byte[0]);
    Files.deleteIfExists(folder.resolve("ownership.previous"));
    assertThat(OwnershipJournal.open(disk, MAPPER).errors())
        .containsExactly(StateError.damaged("ownership", "is empty"));
  }

  private GenerationStore open() throws IOException {
    return GenerationStore.open(disk, MAPPER);
  }

  private void flip(String name) throws IOException {
    Path file = folder.resolve(name);
    byte[] content = Files.readAllBytes(file);
    content[content.length - 5] ^= 1;
    Files.write(file, content);
  }

  private interface Edit {
    void of(ObjectNode state);
  }

  /** Rewrites the generation as a newer agent would have written it. */
  private void rewrite(Edit edit) throws IOException {
    String name = "generations/000000000002";
    String text = Files.readString(folder.resolve(name));
    JsonNode json = MAPPER.readTree(text.substring(text.indexOf('\n') + 1));
    edit.of((ObjectNode) json.path("state"));
    disk.write(name, Sealed.seal(json.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static Generation generation(long number) {
    HostState state = HostState.builder("shop", "web" + number).resources(List.of(VIP)).build();
    return new Generation(number, "digest" + number, number * 1_000, state);
  }
}
