package org.hactl.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands that show what the inventory says; they reach no host. */
@Command(
    name = "inventory",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows the hosts, groups and variables of the inventory. Reaches no host.",
    subcommands = {
      InventoryListCommand.class,
      InventoryGraphCommand.class,
      InventoryExplainCommand.class
    })
final class InventoryCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "a command is missing");
  }
}
