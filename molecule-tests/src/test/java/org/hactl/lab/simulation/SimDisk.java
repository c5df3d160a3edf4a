package org.hactl.lab.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory, as a power cut leaves it: content that was not synced is lost, torn, or
 * there; a name that was created, renamed or deleted is so only if its folder was synced, or by
 * chance. Changes of one folder reach the disk in their order.
 */
class SimDisk {
  /** A file, whatever its name. */
  static final class Inode {
    byte[] now = new byte[0];
    byte[] synced = new byte[0];

    /** What a power cut leaves of it. */
    void lose(RandomGenerator random) {
      if (!Arrays.equals(now, synced)) {
        now =
            switch (random.nextInt(4)) {
              case 0 -> now;
              case 1 -> Arrays.copyOf(now, random.nextInt(now.length + 1));
              case 2 -> torn(random);
              default -> synced;
            };
      }
      synced = now;
    }

    /** The length was written, and not all of the content. */
    private byte[] torn(RandomGenerator random) {
      byte[] torn = Arrays.copyOf(now, now.length);
      Arrays.fill(torn, random.nextInt(torn.length + 1), torn.length, (byte) 0);
      return torn;
    }
  }

  /** A change of a folder that is not synced: the file that the name then has; null for none. */
  private record Entry(String name, @Nullable Inode file) {}

  private static final class Folder {
    final TreeMap<String, Inode> now = new TreeMap<>();
    final TreeMap<String, Inode> synced = new TreeMap<>();

    /** Each is one operation; a rename has two entries. */
    final List<List<Entry>> unsynced = new ArrayList<>();

    void change(List<Entry> entries) {
      apply(entries, now);
      unsynced.add(entries);
    }

    private static void apply(List<Entry> entries, Map<String, Inode> names) {
      for (Entry entry : entries) {
        if (entry.file == null) {
          names.remove(entry.name);
        } else {
          names.put(entry.name, entry.file);
        }
      }
    }

    void sync() {
      unsynced.forEach(each -> apply(each, synced));
      unsynced.clear();
    }

    void lose(RandomGenerator random) {
      unsynced.stream()
          .limit(random.nextInt(unsynced.size() + 1))
          .forEach(each -> apply(each, synced));
      unsynced.clear();
      now.clear();
      now.putAll(synced);
    }
  }

  private final TreeMap<String, Folder> folders = new TreeMap<>(Map.of("", new Folder()));
  private boolean full;
  private boolean readOnly;

  boolean isFull() {
    return full;
  }

  boolean isReadOnly() {
    return readOnly;
  }

  /** Whether the agent can write its state. */
  boolean isSound() {
    return !full && !readOnly;
  }

  void fault(boolean becomesFull, boolean becomesReadOnly) {
    full = becomesFull;
    readOnly = becomesReadOnly;
  }

  @Nullable Inode find(String folder, String name) {
    Folder in = folders.get(folder);
    return in == null ? null : in.now.get(name);
  }

  List<String> names(String folder) {
    Folder in = folders.get(folder);
    return in == null ? List.of() : List.copyOf(in.now.keySet());
  }

  private Folder folder(String name) {
    return folders.computeIfAbsent(name, _ -> new Folder());
  }

  Inode create(String folder, String name) {
    Inode made = new Inode();
    folder(folder).change(List.of(new Entry(name, made)));
    return made;
  }

  void rename(String folder, String from, String to, Inode file) {
    folder(folder).change(List.of(new Entry(from, null), new Entry(to, file)));
  }

  void delete(String folder, String name) {
    folder(folder).change(List.of(new Entry(name, null)));
  }

  /** The content of a file is on the disk afterwards. */
  void sync(Inode file) {
    file.synced = file.now;
  }

  /** The names in a folder are on the disk afterwards. */
  void syncFolder(String folder) {
    folder(folder).sync();
  }

  /** The power is lost. */
  void lose(RandomGenerator random) {
    for (Folder folder : folders.values()) {
      folder.lose(random);
      folder.now.values().forEach(each -> each.lose(random));
    }
  }

  /** One byte of one file is another one from now on; returns the file's name, if there is one. */
  @Nullable String corrupt(RandomGenerator random) {
    Map<String, Inode> all = new LinkedHashMap<>();
    folders.forEach((folder, in) ->
        in.now.forEach(
            (name, file) -> all.put(folder.isEmpty() ? name : folder + "/" + name, file)));
    if (all.isEmpty()) {
      return null;
    }
    String chosen = List.copyOf(all.keySet()).get(random.nextInt(all.size()));
    Inode file = all.get(chosen);
    if (file == null || file.now.length == 0) {
      return null;
    }
    byte[] damaged = file.now.clone();
    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(7));
    file.now = damaged;
    file.synced = damaged;
    return chosen;
  }
}
