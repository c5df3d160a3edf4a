package org.hactl.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads a vault password from a file, or from what an executable file prints, as Ansible does. */
final class VaultPasswordFile {
  private static final int MAX_BYTES = 64 << 10;

  /** A client script ends with this status if it has no password for a vault id. */
  private static final int UNKNOWN_ID = 2;

  private VaultPasswordFile() {}

  /**
   * Reads the password.
   *
   * @param earlier opens a password file that is encrypted itself
   * @throws IOException if the file cannot be read or the script fails
   * @throws VaultException if the file is encrypted and none of the earlier passwords opens it, or
   *     the password is empty or not UTF-8
   */
  static String read(Path file, VaultSource source, Vault earlier)
      throws IOException, VaultException {
    byte[] password;
    if (Files.isExecutable(file)) {
      password = strip(run(file, source), "\r\n");
    } else {
      byte[] content = strip(firstBytes(file), " \t\r\n\f\u000b");
      password = Vault.sealed(content) ? strip(earlier.open(content).plain(), "\r\n") : content;
    }
    if (password.length == 0) {
      throw new VaultException("the vault password is empty");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(password)).toString();
    } catch (CharacterCodingException e) {
      throw new VaultException("the vault password is not UTF-8 text; choose another with rekey");
    }
  }

  private static byte[] strip(byte[] bytes, String characters) {
    int from = 0;
    int to = bytes.length;
    while (from < to && characters.indexOf(bytes[from]) >= 0) {
      from++;
    }
    while (to > from && characters.indexOf(bytes[to - 1]) >= 0) {
      to--;
    }
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static byte[] firstBytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES);
    }
  }

  /**
   * A script may ask on the terminal, so it has this process's standard input. One that is named
   * {@code …-client} gets the vault id as an argument.
   */
  private static byte[] run(Path file, VaultSource source) throws IOException {
    List<String> command = new ArrayList<>(List.of(file.toAbsolutePath().toString()));
    String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    boolean client = name.endsWith("-client");
    if (client && source.id().isPresent()) {
      command.addAll(List.of("--vault-id", source.name()));
    }
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream out = process.getInputStream()) {
      byte[] printed = out.readNBytes(MAX_BYTES);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException("the script takes longer than 60 s");
      }
      int status = process.exitValue();
      if (client && status == UNKNOWN_ID) {
        throw new IOException("the script knows no password for the vault id " + source.name());
      }
      if (status != 0) {
        throw new IOException("the script ended with status " + status);
      }
      return printed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the script ran", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
