package org.hactl.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.GenerationStore;
import org.hactl.agent.store.HoldStore;
import org.hactl.agent.store.OwnershipJournal;
import org.hactl.agent.store.StateError;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;

/**
 * Checks whether this agent can read the state on its host, before it replaces the running agent.
 */
final class StateCheck {
  private StateCheck() {}

  /** Lists what a newer agent wrote and this agent cannot read. Changes nothing. */
  static List<StateError> newer(Path stateDir) throws IOException {
    if (!Files.isDirectory(stateDir)) {
      return List.of();
    }
    DiskStorage storage = new DiskStorage(stateDir);
    ObjectMapper mapper = HostJson.mapper(Kinds.namedTypes());
    List<StateError> errors = new ArrayList<>(GenerationStore.open(storage, mapper).errors());
    errors.addAll(OwnershipJournal.read(storage, mapper).errors());
    errors.addAll(HoldStore.open(storage, mapper).errors());
    return errors.stream().filter(each -> each.kind() == StateError.Kind.NEWER).toList();
  }
}
