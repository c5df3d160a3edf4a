package org.hactl.inventory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hactl.yaml.HiddenText;
import org.hactl.yaml.Problems;

/** Gets vault passwords as Ansible does: from a file, or from what an executable file prints. */
public final class VaultPasswords {
  private static final int MAX_BYTES = 64 << 10;

  private VaultPasswords() {}

  /**
   * Loads the passwords.
   *
   * @param sources each a path or {@code id@path}, as for {@code --vault-password-file} and {@code
   *     --vault-id}
   * @param environment {@code ANSIBLE_VAULT_PASSWORD_FILE} is used if there is no source
   */
  public static Vault load(
      List<String> sources, Map<String, String> environment, Problems problems) {
    List<String> all = new ArrayList<>(sources);
    String fallback = environment.get("ANSIBLE_VAULT_PASSWORD_FILE");
    if (all.isEmpty() && fallback != null && !fallback.isBlank()) {
      all.add(fallback);
    }
    List<VaultPassword> passwords = new ArrayList<>();
    for (String source : all) {
      int at = source.indexOf('@');
      String id = at > 0 ? source.substring(0, at) : VaultPassword.DEFAULT_ID;
      Path file = path(source.substring(at + 1));
      read(file, id, problems).ifPresent(p -> passwords.add(new VaultPassword(id, p)));
    }
    return new Vault(passwords);
  }

  private static Path path(String text) {
    return text.startsWith("~/")
        ? Path.of(System.getProperty("user.home", "/"), text.substring(2))
        : Path.of(text);
  }

  private static Optional<HiddenText> read(Path file, String id, Problems problems) {
    if (!Files.isRegularFile(file)) {
      problems.add(file, "there is no such vault password file");
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.isExecutable(file) ? run(file, id) : firstBytes(file);
      String password = new String(bytes, StandardCharsets.UTF_8).strip();
      if (password.isEmpty()) {
        problems.add(file, "the vault password is empty");
        return Optional.empty();
      }
      return Optional.of(new HiddenText(password));
    } catch (IOException e) {
      problems.add(file, "no vault password can be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static byte[] firstBytes(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES);
    }
  }

  /** A script named {@code …-client} gets the vault id as an argument, as in Ansible. */
  private static byte[] run(Path file, String id) throws IOException {
    List<String> command = new ArrayList<>(List.of(file.toAbsolutePath().toString()));
    String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    if (name.endsWith("-client") && !id.equals(VaultPassword.DEFAULT_ID)) {
      command.addAll(List.of("--vault-id", id));
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var out = process.getInputStream()) {
      process.getOutputStream().close();
      byte[] printed = out.readNBytes(MAX_BYTES);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException("the script takes longer than 60 s");
      }
      if (process.exitValue() != 0) {
        throw new IOException("the script ended with status " + process.exitValue());
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
