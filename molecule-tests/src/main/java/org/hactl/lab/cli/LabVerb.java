package org.hactl.lab.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.hactl.lab.Lab;
import org.hactl.lab.LabException;
import org.hactl.lab.LabSpec;
import org.hactl.lab.Labs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The common part of the lab's commands: the lab's name, and the report of a failure. */
abstract class LabVerb implements Callable<Integer> {
  @Option(
      names = {"-n", "--name"},
      paramLabel = "LAB",
      description = "The lab's name (default: ${DEFAULT-VALUE}).")
  protected String name = LabSpec.DEFAULT_NAME;

  @Spec private @Nullable CommandSpec spec;

  /** Does the command's work; returns the exit status. */
  abstract int run();

  @Override
  public final Integer call() {
    try {
      return run();
    } catch (LabException e) {
      Objects.requireNonNull(spec).commandLine().getErr().println("hactl lab: " + e.getMessage());
      if (System.getenv("HACTL_TRACE") != null) {
        e.printStackTrace(spec.commandLine().getErr());
      }
      return 1;
    }
  }

  final Lab lab() {
    return Labs.open(name);
  }

  final void print(String line) {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
