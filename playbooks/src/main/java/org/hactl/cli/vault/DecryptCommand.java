package org.hactl.cli.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.hactl.inventory.Vault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "decrypt",
    mixinStandardHelpOptions = true,
    description = "Decrypts files as a whole; then only their owner can read them.")
final class DecryptCommand extends VaultAction {
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

  DecryptCommand(Supplier<Surroundings> surroundings) {
    super(surroundings);
  }

  @Override
  void run(Surroundings here) throws Refused {
    Vault opening = opening(here);
    new Rewriting(SecretFile.Content.PLAIN, "decrypted", sealed -> opening.open(sealed).plain())
        .run(files, output, here, err());
  }
}
