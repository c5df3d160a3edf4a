package org.hactl.agent.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Storage that loses power at a given step. Every write has two steps: before the first byte, and
 * after half of the bytes. Every later call fails.
 */
public final class CrashingStorage implements Storage {
  private final Storage disk;
  private final int crashAt;
  private int step;

  public CrashingStorage(Storage disk, int crashAt) {
    this.disk = disk;
    this.crashAt = crashAt;
  }

  /** Whether the power was lost. */
  public boolean hasCrashed() {
    return step >= crashAt;
  }

  /** Counts a step that writes no file. */
  public void boundary(String name) {
    step++;
    if (step >= crashAt) {
      throw new Crash(name);
    }
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    if (hasCrashed()) {
      throw new Crash("read " + name);
    }
    return disk.read(name);
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    boundary("before write " + name);
    half("write " + name, () -> disk.write(name, Arrays.copyOf(content, content.length / 2)));
    disk.write(name, content);
  }

  @Override
  public void append(String name, byte[] content, boolean sync) throws IOException {
    boundary("before append " + name);
    half(
        "append " + name,
        () -> disk.append(name, Arrays.copyOf(content, content.length / 2), sync));
    disk.append(name, content, sync);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    boundary("before rename " + from);
    disk.rename(from, to);
    boundary("after rename " + from);
  }

  @Override
  public void delete(String name) throws IOException {
    boundary("before delete " + name);
    disk.delete(name);
  }

  @Override
  public List<String> list(String folder) throws IOException {
    return disk.list(folder);
  }

  private void half(String name, Half half) throws IOException {
    if (step + 1 >= crashAt) {
      half.write();
    }
    boundary("within " + name);
  }

  @FunctionalInterface
  private interface Half {
    void write() throws IOException;
  }
}
