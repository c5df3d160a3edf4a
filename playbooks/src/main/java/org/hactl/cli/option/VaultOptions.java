package org.hactl.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hactl.inventory.VaultPasswords;
import picocli.CommandLine.Option;

/** Where the passwords of Ansible Vault come from. */
public final class VaultOptions {
  @Option(
      names = "--vault-id",
      paramLabel = "[ID@]SOURCE",
      description =
          "A vault password and its id; SOURCE is a file, a script that prints the password, or"
              + " the word prompt.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = {"--vault-password-file", "--vault-pass-file"},
      paramLabel = "FILE",
      description =
          "A file with the password of the Ansible Vault values, or a script that prints it.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = {"--ask-vault-pass", "--ask-vault-password"},
      description = "Ask for the vault password.")
  private boolean ask;

  /** In the form of {@code --vault-id}, in the order in which Ansible tries them. */
  public List<String> sources() {
    return Stream.of(
            ids.stream(),
            files.stream().map(VaultPasswords::ofFile),
            Stream.of(VaultPasswords.ofQuestion()).filter(_ -> ask))
        .flatMap(each -> each)
        .toList();
  }

  public boolean asks() {
    return ask;
  }
}
