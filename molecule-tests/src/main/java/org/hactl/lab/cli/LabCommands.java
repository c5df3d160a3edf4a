package org.hactl.lab.cli;

import java.util.List;
import java.util.Objects;
import org.hactl.cli.CommandProvider;
import picocli.CommandLine;

/** Adds {@code hactl lab}. */
public final class LabCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    CommandLine lab = new CommandLine(new LabCommand());
    // What follows the host's name is another program's command line.
    Objects.requireNonNull(lab.getSubcommands().get("exec")).setStopAtPositional(true);
    return List.of(lab);
  }
}
