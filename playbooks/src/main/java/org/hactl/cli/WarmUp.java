package org.hactl.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.hactl.cli.rehearsal.Rehearsal;
import org.hactl.cli.report.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Does what commands do, so that the start-up cache made from this run has the classes that they
 * load: every help text, and the rehearsal.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUp implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, GeneralSecurityException {
    CommandLine line = Main.commandLine();
    line.usage(new PrintWriter(new StringWriter()), Ansi.OFF);
    line.getSubcommands()
        .values()
        .forEach(command -> command.usage(new PrintWriter(new StringWriter()), Ansi.OFF));
    List<Rehearsal.Step> wrong =
        Rehearsal.run(
            Installation.current().runtimeImages().digest(),
            hasSsh(),
            InstantSource.system(),
            this::run);
    return wrong.isEmpty() ? ExitCode.DONE : ExitCode.HOST_FAILED;
  }

  private int run(List<String> words) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println("hactl " + String.join(" ", words));
    int status = Main.commandLine().setOut(out).setErr(out).execute(words.toArray(String[]::new));
    out.println("ended with " + status);
    return status;
  }

  private static boolean hasSsh() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "ssh")));
  }
}
