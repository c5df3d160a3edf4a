package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.OwnershipJournal;
import org.hactl.agent.store.StateError;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCheckTest {
  /** A resource of a kind that only a newer agent knows. */
  private record Tunnel(String name) implements Resource {
    @Override
    public ResourceId id() {
      return new ResourceId("tunnel", name);
    }
  }

  @TempDir private Path folder;

  @Test
  void aHostWithoutStateCanBeRead() throws IOException {
    assertThat(StateCheck.newer(folder.resolve("none"))).isEmpty();
  }

  @Test
  void aKindOfANewerAgentCannotBeReadAndNothingChangesOnDisk() throws IOException {
    List<NamedType> kinds = new ArrayList<>(Kinds.namedTypes());
    kinds.add(new NamedType(Tunnel.class, "tunnel"));
    ObjectMapper newer = HostJson.mapper(kinds);
    OwnershipJournal journal = OwnershipJournal.open(new DiskStorage(folder), newer);
    journal.take(
        List.of(
            new Owned(new Tunnel("t0"), Map.of()),
            new Owned(AddressResource.of("lo", "192.0.2.9/32"), Map.of())));
    byte[] before = Files.readAllBytes(folder.resolve("ownership"));
    assertThat(StateCheck.newer(folder))
        .extracting(StateError::text)
        .containsExactly(
            "the agent's state: ownership has a resource of kind \"tunnel\" that this agent does"
                + " not know");
    assertThat(folder.resolve("ownership")).hasBinaryContent(before);
  }

  @Test
  void aDamagedStateDoesNotPreventAnUpgrade() throws IOException {
    OwnershipJournal journal =
        OwnershipJournal.open(new DiskStorage(folder), HostJson.mapper(Kinds.namedTypes()));
    journal.take(List.of(new Owned(AddressResource.of("lo", "192.0.2.9/32"), Map.of())));
    Files.write(folder.resolve("ownership"), new byte[0]);
    assertThat(StateCheck.newer(folder)).isEmpty();
  }
}
