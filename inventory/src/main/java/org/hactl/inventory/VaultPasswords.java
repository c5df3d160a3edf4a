package org.hactl.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.yaml.HiddenText;
import org.hactl.yaml.Problems;

/**
 * Gets vault passwords as Ansible does: from files, from what executable files print, or by asking.
 *
 * @param environment {@code ANSIBLE_VAULT_IDENTITY_LIST} and {@code ANSIBLE_VAULT_PASSWORD_FILE}
 *     add sources
 */
public record VaultPasswords(Map<String, String> environment, VaultPrompt prompt) {
  /** What stands in place of a file in a problem with a password that is asked for. */
  private static final Path TERMINAL = Path.of("vault password");

  public VaultPasswords {
    environment = Map.copyOf(environment);
  }

  /** Without the environment, which may have secrets. */
  @Override
  public String toString() {
    return "VaultPasswords";
  }

  /** Passwords that open what is encrypted. */
  public Vault load(List<String> sources, Problems problems) {
    return load(withEnvironment(sources), false, problems);
  }

  /**
   * Passwords to encrypt with; one that is asked for is asked for twice.
   *
   * @param sources each {@code ID@SOURCE} or {@code SOURCE}, as for {@code --vault-id}
   */
  public Vault loadNew(List<String> sources, Problems problems) {
    return load(withEnvironment(sources), true, problems);
  }

  /** Whether there is a source, so that no password has to be asked for. */
  public boolean hasSource(List<String> sources) {
    return !withEnvironment(sources).isEmpty();
  }

  /** The argument of {@code --vault-password-file} in the form of {@code --vault-id}. */
  public static String ofFile(String path) {
    return VaultPassword.DEFAULT_ID + "@" + path;
  }

  /** What {@code --ask-vault-pass} means, in the form of {@code --vault-id}. */
  public static String ofQuestion() {
    return VaultPassword.DEFAULT_ID + "@" + VaultSource.ASK;
  }

  /** The same source, with an absolute path. */
  public static String absolute(String text) {
    VaultSource source = VaultSource.parse(text);
    if (source.asks()) {
      return text;
    }
    String path = path(source.from()).toAbsolutePath().normalize().toString();
    return source.id().map(id -> id + "@").orElse(path.contains("@") ? "@" : "") + path;
  }

  private List<VaultSource> withEnvironment(List<String> sources) {
    Stream<String> first =
        Stream.of(environment.getOrDefault("ANSIBLE_VAULT_IDENTITY_LIST", "").split(","))
            .map(String::strip);
    Stream<String> last =
        Optional.of(environment.getOrDefault("ANSIBLE_VAULT_PASSWORD_FILE", "").strip())
            .filter(path -> !path.isEmpty())
            .map(VaultPasswords::ofFile)
            .stream();
    return Stream.of(first, sources.stream(), last)
        .flatMap(each -> each)
        .filter(text -> !text.isEmpty())
        .map(VaultSource::parse)
        .toList();
  }

  private Vault load(List<VaultSource> sources, boolean fresh, Problems problems) {
    List<VaultPassword> passwords = new ArrayList<>();
    for (VaultSource source : sources) {
      Optional<HiddenText> password =
          source.asks()
              ? ask(source, fresh, problems)
              : read(source, new Vault(passwords), problems);
      password.ifPresent(p -> passwords.add(new VaultPassword(source.name(), p)));
    }
    return new Vault(passwords);
  }

  private Optional<HiddenText> ask(VaultSource source, boolean fresh, Problems problems) {
    Optional<HiddenText> answer = prompt.ask(source.question(fresh)).map(VaultPasswords::stripped);
    if (answer.isEmpty()) {
      problems.add(
          TERMINAL,
          "there is no terminal on which to ask for it; use --vault-password-file or"
              + " ANSIBLE_VAULT_PASSWORD_FILE");
      return Optional.empty();
    }
    if (answer.get().reveal().isEmpty()) {
      problems.add(TERMINAL, "it is empty");
      return Optional.empty();
    }
    if (fresh && !prompt.ask(source.confirmation()).map(VaultPasswords::stripped).equals(answer)) {
      problems.add(TERMINAL, "the two passwords are not the same; run the command again");
      return Optional.empty();
    }
    return answer;
  }

  private static HiddenText stripped(HiddenText answer) {
    return new HiddenText(answer.reveal().strip());
  }

  private static Optional<HiddenText> read(VaultSource source, Vault earlier, Problems problems) {
    Path file = path(source.from());
    // A pipe is a file, too: --vault-password-file <(pass show site).
    if (!Files.exists(file) || Files.isDirectory(file)) {
      problems.add(file, "there is no such vault password file");
      return Optional.empty();
    }
    try {
      return Optional.of(new HiddenText(VaultPasswordFile.read(file, source, earlier)));
    } catch (VaultException e) {
      problems.add(file, e.getMessage());
    } catch (IOException e) {
      problems.add(file, "no vault password can be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static Path path(String text) {
    return text.startsWith("~/")
        ? Path.of(System.getProperty("user.home", "/"), text.substring(2))
        : Path.of(text);
  }
}
