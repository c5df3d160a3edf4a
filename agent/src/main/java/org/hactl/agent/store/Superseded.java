package org.hactl.agent.store;

import java.io.IOException;
import java.util.Set;
import org.hactl.module.file.FileModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes from the state folder what no rollback and no undo needs any more, because it may hold
 * secrets that are no longer in use. A crash or an error costs nothing: the next start removes the
 * rest.
 */
public final class Superseded {
  private static final Logger log = LoggerFactory.getLogger(Superseded.class);

  private final Storage storage;
  private final GenerationStore generations;
  private final OwnershipJournal ownership;

  public Superseded(Storage storage, GenerationStore generations, OwnershipJournal ownership) {
    this.storage = storage;
    this.generations = generations;
    this.ownership = ownership;
  }

  /**
   * Removes superseded generations, and entries of the ownership journal. Call it after each
   * confirmation and each rollback.
   */
  public void remove() {
    if (!generations.errors().isEmpty() || !ownership.errors().isEmpty()) {
      // The agent may still need an older copy of what it cannot read.
      return;
    }
    try {
      generations.forgetSuperseded();
      ownership.forgetSuperseded();
    } catch (IOException e) {
      failed(e);
    }
  }

  /**
   * Removes what was superseded before the agent started, also by an earlier version; and backups
   * of files that hactl has given up. Call it before any module runs.
   */
  public void removeAtStart() {
    remove();
    if (!ownership.errors().isEmpty()) {
      return;
    }
    try {
      Set<String> needed = FileModule.backups(ownership.all());
      for (String name : storage.list(FileModule.BACKUPS)) {
        if (!needed.contains(name)) {
          storage.delete(name);
        }
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  private static void failed(IOException e) {
    log.atWarn()
        .addKeyValue("error", String.valueOf(e.getMessage()))
        .log("cannot remove superseded secrets from the state folder; the next start tries again");
  }
}
