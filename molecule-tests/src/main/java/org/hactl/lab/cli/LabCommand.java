package org.hactl.lab.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the lab's commands. */
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Hosts for trials, as guest kernels or network namespaces on this machine.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      LabStatusCommand.class,
      ExecCommand.class,
      PowerOffCommand.class,
      StartCommand.class,
      CutCommand.class,
      HealCommand.class,
      AddCommand.class
    })
final class LabCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "a lab command is missing");
  }
}
