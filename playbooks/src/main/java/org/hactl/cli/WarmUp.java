package org.hactl.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** Loads what most commands use, so that the start-up cache made from this run contains it. */
@Command(name = "warm-up", hidden = true)
final class WarmUp implements Callable<Integer> {
  @Override
  public Integer call() {
    var line = Main.commandLine();
    line.usage(new PrintWriter(new StringWriter()), Ansi.OFF);
    line.getSubcommands()
        .values()
        .forEach(command -> command.usage(new PrintWriter(new StringWriter()), Ansi.OFF));
    return ExitCode.DONE;
  }
}
