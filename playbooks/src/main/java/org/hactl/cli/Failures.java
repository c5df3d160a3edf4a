package org.hactl.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** The last resort for what no command expected: one line for the operator, the trace on demand. */
final class Failures {
  private Failures() {}

  static int report(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    PrintWriter err = line.getErr();
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    err.println("hactl: " + message);
    if (System.getenv("HACTL_TRACE") != null) {
      e.printStackTrace(err);
    } else if (e instanceof RuntimeException) {
      err.println("This should not have happened; HACTL_TRACE=1 shows where.");
    }
    return ExitCode.HOST_FAILED;
  }
}
