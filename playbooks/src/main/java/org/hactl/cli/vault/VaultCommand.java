package org.hactl.cli.vault;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands on files and values of Ansible Vault. */
@Command(
    name = "vault",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Encrypts files and values as ansible-vault does; both read each other's.")
public final class VaultCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private VaultCommand() {}

  /** The command with its subcommands. */
  public static CommandLine line() {
    return line(Surroundings::ofThisProcess);
  }

  static CommandLine line(Supplier<Surroundings> surroundings) {
    return new CommandLine(new VaultCommand())
        .addSubcommand(new EncryptCommand(surroundings))
        .addSubcommand(new DecryptCommand(surroundings))
        .addSubcommand(new ViewCommand(surroundings))
        .addSubcommand(new EditCommand(surroundings))
        .addSubcommand(new RekeyCommand(surroundings))
        .addSubcommand(new EncryptStringCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "a command is missing");
  }
}
