package org.hactl.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hactl.inventory.VaultPrompt;
import org.hactl.yaml.HiddenText;

/**
 * Asks for a text on the terminal that the process belongs to, as {@code getpass} does: standard
 * input and output may be files or pipes.
 */
public final class TerminalPassword {
  private static final Path TERMINAL = Path.of("/dev/tty");

  private TerminalPassword() {}

  /** Asks each question once, and remembers the answer. */
  public static VaultPrompt onceEach() {
    Map<String, Optional<HiddenText>> answers = new HashMap<>();
    return question -> answers.computeIfAbsent(question, TerminalPassword::ask);
  }

  /**
   * Asks without showing what is typed.
   *
   * @return empty if there is no terminal, or it was closed
   */
  public static Optional<HiddenText> ask(String question) {
    try (OutputStream out = Files.newOutputStream(TERMINAL, StandardOpenOption.WRITE);
        InputStream in = Files.newInputStream(TERMINAL)) {
      Thread restore = new Thread(() -> stty("echo"), "terminal");
      Runtime.getRuntime().addShutdownHook(restore);
      try {
        if (!stty("-echo")) {
          return Optional.empty();
        }
        out.write(question.getBytes(StandardCharsets.UTF_8));
        out.flush();
        return line(in).map(HiddenText::new);
      } finally {
        boolean _ = stty("echo");
        out.write('\n');
        remove(restore);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Shows what is typed. */
  public static Optional<String> askShown(String question) {
    try (OutputStream out = Files.newOutputStream(TERMINAL, StandardOpenOption.WRITE);
        InputStream in = Files.newInputStream(TERMINAL)) {
      out.write(question.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return line(in);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> line(InputStream in) throws IOException {
    ByteArrayOutputStream typed = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      typed.write(next);
      next = in.read();
    }
    return Optional.of(typed.toString(StandardCharsets.UTF_8));
  }

  private static void remove(Thread hook) {
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends: the hook runs.
    }
  }

  private static boolean stty(String mode) {
    try {
      Process process =
          new ProcessBuilder("stty", mode)
              .redirectInput(TERMINAL.toFile())
              .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")))
              .redirectError(ProcessBuilder.Redirect.to(new File("/dev/null")))
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
