package org.hactl.lab.simulation;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hactl.agent.store.Storage;

/**
 * What {@link org.hactl.agent.store.DiskStorage} does, call by call, on a disk in memory. The
 * process can be killed, and the power cut, between any two of its calls.
 */
final class SimStorage implements Storage {
  private final SimDisk disk;
  private final SimProcess process;

  SimStorage(SimDisk disk, SimProcess process) {
    this.disk = disk;
    this.process = process;
  }

  /** A name with at most one folder. */
  private record Place(String folder, String file) {
    static Place of(String name) {
      int slash = name.indexOf('/');
      return slash < 0
          ? new Place("", name)
          : new Place(name.substring(0, slash), name.substring(slash + 1));
    }
  }

  @Override
  public Optional<byte[]> read(String name) {
    process.step();
    Place place = Place.of(name);
    return Optional.ofNullable(disk.find(place.folder, place.file)).map(file -> file.now.clone());
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    put(name, content, false, true);
  }

  @Override
  public void append(String name, byte[] content, boolean sync) throws IOException {
    put(name, content, true, sync);
  }

  private void put(String name, byte[] content, boolean append, boolean sync) throws IOException {
    step(name);
    Place place = Place.of(name);
    SimDisk.Inode file = disk.find(place.folder, place.file);
    boolean isNew = file == null;
    if (file == null) {
      file = disk.create(place.folder, place.file);
    }
    byte[] before = append ? file.now : new byte[0];
    file.now = before;
    step(name);
    file.now = joined(before, Arrays.copyOf(content, content.length / 2));
    if (disk.isFull()) {
      throw new IOException(name + ": No space left on device");
    }
    step(name);
    file.now = joined(before, content);
    step(name);
    if (sync) {
      disk.sync(file);
      step(name);
      if (isNew) {
        disk.syncFolder(place.folder);
        step(name);
      }
    }
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Override
  public void rename(String from, String to) throws IOException {
    step(from);
    Place old = Place.of(from);
    SimDisk.Inode file = disk.find(old.folder, old.file);
    if (file == null) {
      throw new IOException(from + ": No such file or directory");
    }
    disk.rename(old.folder, old.file, Place.of(to).file, file);
    step(from);
    disk.syncFolder(old.folder);
    step(from);
  }

  @Override
  public void delete(String name) throws IOException {
    step(name);
    Place place = Place.of(name);
    if (disk.find(place.folder, place.file) != null) {
      disk.delete(place.folder, place.file);
      step(name);
      disk.syncFolder(place.folder);
      step(name);
    }
  }

  @Override
  public List<String> list(String folder) {
    process.step();
    return disk.names(folder).stream()
        .map(name -> folder.isEmpty() ? name : folder + "/" + name)
        .toList();
  }

  private void step(String name) throws IOException {
    process.step();
    if (disk.isReadOnly()) {
      throw new IOException(name + ": Read-only file system");
    }
  }
}
