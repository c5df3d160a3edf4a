package org.hactl.linux.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The users beside root that are in the group of root (number 0): as members in {@code /etc/group},
 * or by their own group in {@code /etc/passwd}.
 *
 * @param etc the folder of both files
 */
record RootGroup(Path etc) {
  private static final String ROOT = "0";

  static RootGroup ofHost() {
    return new RootGroup(Path.of("/etc"));
  }

  /** By name, in their order. A file that cannot be read counts as one unknown user. */
  List<String> otherUsers() {
    TreeSet<String> users = new TreeSet<>();
    try {
      for (String line : Files.readAllLines(etc.resolve("passwd"))) {
        String[] fields = line.split(":", -1);
        if (fields.length > 3 && fields[3].equals(ROOT) && !fields[2].equals(ROOT)) {
          users.add(fields[0]);
        }
      }
      for (String line : Files.readAllLines(etc.resolve("group"))) {
        String[] fields = line.split(":", -1);
        if (fields.length > 3 && fields[2].equals(ROOT)) {
          users.addAll(Arrays.asList(fields[3].split(",", -1)));
        }
      }
    } catch (IOException e) {
      return List.of("an unknown user");
    }
    users.remove("root");
    users.remove("");
    return List.copyOf(users);
  }
}
