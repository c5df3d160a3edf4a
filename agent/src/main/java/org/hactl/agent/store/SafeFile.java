package org.hactl.agent.store;

import java.io.IOException;
import java.util.Optional;

/**
 * A small file that is replaced as a whole. The copy before it is kept as {@code NAME.previous},
 * and is read where the newest one is damaged or missing.
 */
final class SafeFile {
  private final Storage storage;
  private final String name;

  SafeFile(Storage storage, String name) {
    this.storage = storage;
    this.name = name;
  }

  /** The newest undamaged content; empty if there is none. */
  Optional<byte[]> read() throws IOException {
    Optional<byte[]> newest = open(name);
    return newest.isPresent() ? newest : open(previous());
  }

  /** On the disk when this returns. */
  void replace(byte[] content) throws IOException {
    String fresh = name + ".new";
    storage.write(fresh, Sealed.seal(content));
    if (open(name).isPresent()) {
      storage.rename(name, previous());
    }
    storage.rename(fresh, name);
  }

  private Optional<byte[]> open(String file) throws IOException {
    return storage.read(file).flatMap(Sealed::open);
  }

  private String previous() {
    return name + ".previous";
  }
}
