package org.hactl.agent.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** What the agent reads from its state folder when it starts. */
public record StateFolder(
    GenerationStore generations,
    OwnershipJournal ownership,
    Superseded superseded,
    HoldStore holds,
    WireGraceFile grace) {
  /** Reads the folder, and removes what earlier runs left and is no longer needed. */
  public static StateFolder open(Storage storage, ObjectMapper mapper) throws IOException {
    OwnershipJournal ownership = OwnershipJournal.open(storage, mapper);
    GenerationStore generations = GenerationStore.open(storage, mapper);
    Superseded superseded = new Superseded(storage, generations, ownership);
    superseded.removeAtStart();
    return new StateFolder(
        generations,
        ownership,
        superseded,
        HoldStore.open(storage, mapper),
        new WireGraceFile(storage, mapper, generations));
  }
}
