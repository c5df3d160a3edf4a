package org.hactl.cli.vault;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hactl.inventory.VaultException;
import org.hactl.yaml.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Makes new contents of several files. Nothing is written before all of them are made.
 *
 * @param done what was done to a file, for the operator
 */
record Rewriting(SecretFile.Content content, String done, Maker maker) {
  /** The word for standard input and output. */
  static final String STANDARD = "-";

  /** Makes the new content of a file from its content. */
  @FunctionalInterface
  interface Maker {
    byte[] make(byte[] old) throws VaultException;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
  private record Made(String target, byte[] bytes) {}

  /**
   * @param names files; without any, standard input goes to standard output
   * @param output where the content goes; the file itself if this is null
   */
  void run(List<String> names, @Nullable String output, Surroundings here, PrintWriter err)
      throws Refused {
    if (output != null && names.size() > 1) {
      throw new Refused("--output takes the content of one file, not of " + names.size());
    }
    if (names.isEmpty() && here.terminal()) {
      err.println("reads from standard input, up to Ctrl-D");
      err.flush();
    }
    Problems problems = new Problems();
    List<Made> all = new ArrayList<>();
    for (String name : names.isEmpty() ? List.of(STANDARD) : names) {
      try {
        byte[] made = maker.make(read(name, here));
        all.add(new Made(output == null ? name : output, made));
      } catch (VaultException e) {
        problems.add(shown(name), e.getMessage());
      } catch (IOException e) {
        problems.add(shown(name), "cannot be read: " + Refused.reason(e));
      }
    }
    VaultAction.refuse(problems);
    for (Made made : all) {
      write(made.target(), made.bytes(), content, here);
      if (!made.target().equals(STANDARD)) {
        err.println(done + " " + made.target());
      }
    }
  }

  static byte[] read(String name, Surroundings here) throws IOException {
    return name.equals(STANDARD) ? here.in().readAllBytes() : SecretFile.read(Path.of(name));
  }

  static void write(String target, byte[] bytes, SecretFile.Content content, Surroundings here)
      throws Refused {
    try {
      if (target.equals(STANDARD)) {
        here.out().write(bytes);
        here.out().flush();
      } else {
        SecretFile.replace(Path.of(target), bytes, content);
      }
    } catch (IOException e) {
      throw new Refused("%s cannot be written: %s".formatted(shown(target), Refused.reason(e)));
    }
  }

  private static Path shown(String name) {
    return Path.of(name.equals(STANDARD) ? "standard input" : name);
  }
}
