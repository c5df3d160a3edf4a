package org.hactl.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads a vault password from a file, or from what an executable file prints, as Ansible does. */
final class VaultPasswordFile {
  private static final int MAX_BYTES = 64 << 10;
  private static final int MAX_SECONDS = 60;

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
    String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    boolean client = name.endsWith("-client");
    List<String> arguments =
        client && source.id().isPresent() ? List.of("--vault-id", source.name()) : List.of();
    OperatorScript.Printed printed =
        new OperatorScript(file, true, MAX_BYTES, MAX_SECONDS).run(arguments);
    if (client && printed.status() == UNKNOWN_ID) {
      throw new IOException("the script knows no password for the vault id " + source.name());
    }
    if (printed.status() != 0) {
      throw new IOException("the script ended with status " + printed.status());
    }
    return printed.output();
  }
}
