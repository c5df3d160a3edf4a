package org.hactl.agent.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A small file that is replaced as a whole. The previous copy is kept as {@code NAME.previous}, and
 * is read if the newest copy is damaged or missing.
 */
final class SafeFile {
  private final Storage storage;
  private final String name;

  SafeFile(Storage storage, String name) {
    this.storage = storage;
    this.name = name;
  }

  /**
   * What was read.
   *
   * @param stale whether it is the previous copy, because the newest copy is damaged or missing
   */
  record Found(byte[] content, boolean stale) {}

  /**
   * The newest undamaged content; empty if there is none.
   *
   * @param errors receives the copies that are damaged or missing; nothing if the file was never
   *     written
   */
  Optional<Found> read(List<StateError> errors) {
    Optional<Sealed.Opened> newest = open(name);
    if (newest.isPresent() && newest.get() instanceof Sealed.Opened.Whole whole) {
      return Optional.of(new Found(whole.content(), false));
    }
    // A power cut between the two renames of a replacement: the new content is complete.
    Optional<Found> unnamed = whole(fresh(), false);
    if (newest.isEmpty() && unnamed.isPresent()) {
      return unnamed;
    }
    Optional<Found> previous = whole(previous(), true);
    if (newest.isPresent()) {
      errors.add(error(newest.get()));
    } else if (previous.isPresent()) {
      errors.add(StateError.damaged(name, "is missing"));
    }
    return previous;
  }

  private StateError error(Sealed.Opened opened) {
    return switch (opened) {
      case Sealed.Opened.Damaged damaged -> StateError.damaged(name, damaged.reason());
      case Sealed.Opened.Newer newer ->
          StateError.newer(
              name,
              "has format %d, this agent knows formats up to %d"
                  .formatted(newer.format(), Sealed.FORMAT));
      case Sealed.Opened.Whole _ -> throw new IllegalArgumentException(name + " is whole");
    };
  }

  /** Replaces the content. The new content is on the disk when this returns. */
  void replace(byte[] content) throws IOException {
    finishReplacement();
    storage.write(fresh(), Sealed.seal(content));
    if (whole(name, false).isPresent()) {
      storage.rename(name, previous());
    }
    storage.rename(fresh(), name);
  }

  /** Keeps the newest copy alone, if it is undamaged. */
  void keepNewest() throws IOException {
    if (!exists(fresh()) && !exists(previous())) {
      return;
    }
    finishReplacement();
    if (whole(name, false).isPresent()) {
      storage.delete(fresh());
      storage.delete(previous());
    }
  }

  /**
   * Gives the new content its name, if a power cut came between the two renames of a replacement:
   * it may be the only copy.
   */
  private void finishReplacement() throws IOException {
    if (!exists(name) && whole(fresh(), false).isPresent()) {
      storage.rename(fresh(), name);
    }
  }

  /** Removes every copy. */
  void delete() throws IOException {
    storage.delete(name);
    storage.delete(fresh());
    storage.delete(previous());
  }

  /** A file that cannot be read counts as one. */
  private boolean exists(String file) {
    try {
      return storage.read(file).isPresent();
    } catch (IOException e) {
      return true;
    }
  }

  private Optional<Found> whole(String file, boolean stale) {
    return open(file)
        .filter(Sealed.Opened.Whole.class::isInstance)
        .map(opened -> new Found(((Sealed.Opened.Whole) opened).content(), stale));
  }

  /** Opens a file; empty if the file does not exist. */
  private Optional<Sealed.Opened> open(String file) {
    try {
      return storage.read(file).map(Sealed::open);
    } catch (IOException e) {
      return Optional.of(new Sealed.Opened.Damaged("cannot be read: " + e.getMessage()));
    }
  }

  private String fresh() {
    return name + ".new";
  }

  private String previous() {
    return name + ".previous";
  }
}
