package org.hactl.cli.vault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.hactl.inventory.Vault;
import org.hactl.inventory.VaultPassword;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "encrypt",
    mixinStandardHelpOptions = true,
    description = "Encrypts files as a whole; owner and mode stay.")
final class EncryptCommand extends VaultAction {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "The files; - or none is standard input, which goes to standard output.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the result of one file goes; - is standard output.")
  private @Nullable String output;

  @Option(
      names = "--encrypt-vault-id",
      paramLabel = "ID",
      description = "The vault id to encrypt with; needed if there are several.")
  private @Nullable String id;

  EncryptCommand(Supplier<Surroundings> surroundings) {
    super(surroundings);
  }

  @Override
  void run(Surroundings here) throws Refused {
    VaultPassword password = sealing(here, id);
    new Rewriting(
            SecretFile.Content.ENCRYPTED,
            "encrypted",
            plain -> Vault.seal(plain, password, here.random()).getBytes(StandardCharsets.US_ASCII))
        .run(files, output, here, err());
  }
}
