package org.hactl.cli;

import java.util.concurrent.Callable;
import org.hactl.cli.report.ExitCode;
import org.hactl.control.image.RuntimeImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the agent's runtime image before the first apply and prints where it is. */
@Command(name = "runtime", hidden = true, description = "Makes the agent's runtime image.")
final class RuntimeCommand implements Callable<Integer> {
  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    RuntimeImage image = Installation.current().runtimeImages().image();
    java.util.Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .printf("%s %d bytes %s%n", image.digest(), image.bytes(), image.archive());
    return ExitCode.DONE;
  }
}
