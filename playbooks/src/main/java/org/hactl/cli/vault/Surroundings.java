package org.hactl.cli.vault;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hactl.cli.option.SharedSettings;
import org.hactl.cli.terminal.TerminalOutput;
import org.hactl.cli.terminal.TerminalPassword;
import org.hactl.inventory.VaultPasswords;
import org.hactl.inventory.VaultPrompt;

/**
 * What a vault command works with beside its files.
 *
 * @param hidden asks without showing what is typed
 * @param shown asks and shows what is typed
 * @param random gives the salts
 * @param scratch the folder in which {@code edit} makes a private one
 * @param terminal whether a person reads the output, who may want a pager
 */
record Surroundings(
    Map<String, String> environment,
    VaultPrompt hidden,
    Question shown,
    InputStream in,
    OutputStream out,
    RandomGenerator random,
    Path scratch,
    boolean terminal) {

  /** Asks and shows what is typed; empty if there is no terminal. */
  @FunctionalInterface
  interface Question {
    Optional<String> ask(String question);
  }

  static Surroundings ofThisProcess() {
    return new Surroundings(
        SharedSettings.ofThisProcess().environment(),
        TerminalPassword::ask,
        TerminalPassword::askShown,
        System.in,
        System.out,
        new SecureRandom(),
        scratchFolder(),
        TerminalOutput.ofThisProcess().terminal());
  }

  /** In memory if possible, so that no disk ever has the text. */
  private static Path scratchFolder() {
    Path memory = Path.of("/dev/shm");
    return Files.isDirectory(memory) && Files.isWritable(memory)
        ? memory
        : Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
  }

  VaultPasswords passwords() {
    return new VaultPasswords(environment, hidden);
  }
}
