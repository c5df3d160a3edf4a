package org.hactl.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.hactl.cli.report.ExitCode;
import org.hactl.site.SiteReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Prints the JSON Schema of site.yml, for an editor.")
final class SchemaCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .println(SiteReader.schema().toPrettyString());
    return ExitCode.DONE;
  }
}
