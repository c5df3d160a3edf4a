package org.hactl.module.file;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.hactl.linux.file.Folder;
import org.hactl.linux.file.WritableFile;
import org.hactl.module.Digests;

/**
 * Replaces a file as a whole: writes the new file beside the old one, sets owner and mode, syncs it
 * to disk, and then renames it over the old file.
 */
final class AtomicWrite {
  /** The longest name of a file, less the room for the prefix and suffix of a temporary name. */
  private static final int MAX_NAME_LETTERS = 200;

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Owner, mode and so on of a new file.
   *
   * @param uid {@link WritableFile#UNCHANGED} for the agent's user, and {@code gid} likewise
   */
  record Attributes(int mode, int uid, int gid, Map<String, byte[]> security) {
    Attributes {
      security = Map.copyOf(security);
    }

    static Attributes of(PathState.Attributes was) {
      return new Attributes(was.mode(), was.uid(), was.gid(), was.security());
    }
  }

  private AtomicWrite() {}

  static void write(Folder folder, String name, FileContent content, Attributes attributes) {
    removeLeftovers(folder, name);
    // No other user can know this name beforehand and put something there.
    String temporary = prefix(name) + HexFormat.of().toHexDigits(RANDOM.nextLong());
    try {
      try (WritableFile file = folder.create(temporary)) {
        file.write(content.bytes());
        // The owner comes first: chown(2) clears the set-user-ID bit. The access control list
        // comes before the mode: the list contains the group's bits.
        file.changeOwner(attributes.uid(), attributes.gid());
        file.changeSecurity(attributes.security());
        file.changeMode(attributes.mode());
        file.sync();
      }
      folder.rename(temporary, name);
    } catch (RuntimeException e) {
      removeQuietly(folder, temporary, e);
      throw e;
    }
    folder.sync();
  }

  /** Temporary files of this name that a crash left. */
  static List<String> leftovers(Folder folder, String name) {
    return folder.names().stream().filter(each -> each.startsWith(prefix(name))).toList();
  }

  static void removeLeftovers(Folder folder, String name) {
    leftovers(folder, name).forEach(folder::remove);
  }

  private static String prefix(String name) {
    return "." + (name.length() > MAX_NAME_LETTERS ? Digests.sha256(name) : name) + ".hactl-";
  }

  private static void removeQuietly(Folder folder, String name, RuntimeException because) {
    try {
      folder.remove(name);
    } catch (RuntimeException e) {
      because.addSuppressed(e);
    }
  }
}
