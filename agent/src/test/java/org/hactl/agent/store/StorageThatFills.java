package org.hactl.agent.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A disk that refuses every write once it is full. */
public record StorageThatFills(Storage disk, AtomicBoolean full) implements Storage {
  @Override
  public Optional<byte[]> read(String name) throws IOException {
    return disk.read(name);
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    check();
    disk.write(name, content);
  }

  @Override
  public void append(String name, byte[] content, boolean sync) throws IOException {
    check();
    disk.append(name, content, sync);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    check();
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    check();
    disk.delete(name);
  }

  @Override
  public List<String> list(String folder) throws IOException {
    return disk.list(folder);
  }

  private void check() throws IOException {
    if (full.get()) {
      throw new IOException("No space left on device");
    }
  }
}
