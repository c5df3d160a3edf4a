package org.hactl.cli.vault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.hactl.inventory.Vault;
import org.hactl.inventory.VaultException;
import org.hactl.inventory.VaultPassword;
import org.hactl.inventory.VaultPasswords;
import org.hactl.yaml.Problems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rekey",
    mixinStandardHelpOptions = true,
    description = "Encrypts files with another password. All are opened before one is written.")
final class RekeyCommand extends VaultAction {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files.")
  private List<String> files = new ArrayList<>();

  @ArgGroup private @Nullable Fresh fresh;

  @Option(
      names = "--encrypt-vault-id",
      paramLabel = "ID",
      description = "The vault id to encrypt with, of all that are given.")
  private @Nullable String id;

  /** The new password; asked for if neither is given. */
  private static final class Fresh {
    @Option(
        names = "--new-vault-id",
        paramLabel = "[ID@]SOURCE",
        description = "The new password and its id, as with --vault-id.")
    private @Nullable String id;

    @Option(
        names = "--new-vault-password-file",
        paramLabel = "FILE",
        description = "A file with the new password, or a script that prints it.")
    private @Nullable String file;
  }

  RekeyCommand(Supplier<Surroundings> surroundings) {
    super(surroundings);
  }

  @Override
  void run(Surroundings here) throws Refused {
    if (files.contains(Rewriting.STANDARD)) {
      throw new Refused("rekey takes files, not standard input");
    }
    Vault opening = opening(here);
    VaultPassword password = fresh(here);
    new Rewriting(
            SecretFile.Content.ENCRYPTED,
            "encrypted with the new password:",
            sealed ->
                Vault.seal(opening.open(sealed).plain(), password, here.random())
                    .getBytes(StandardCharsets.US_ASCII))
        .run(files, null, here, err());
  }

  /** With an id, any password that is known will do; otherwise only the new one. */
  private VaultPassword fresh(Surroundings here) throws Refused {
    List<String> sources = new ArrayList<>();
    if (fresh != null && fresh.id != null) {
      sources.add(fresh.id);
    } else if (fresh != null && fresh.file != null) {
      sources.add(VaultPasswords.ofFile(fresh.file));
    } else if (id == null) {
      sources.add(VaultPasswords.ofQuestion());
    }
    if (id != null) {
      sources.addAll(vault.sources());
    }
    VaultPasswords from =
        new VaultPasswords(id == null ? Map.of() : here.environment(), here.hidden());
    Problems problems = new Problems();
    Vault sealing = from.loadNew(sources, problems);
    refuse(problems);
    try {
      return sealing.sealing(Optional.ofNullable(id));
    } catch (VaultException e) {
      throw new Refused(e.getMessage());
    }
  }
}
