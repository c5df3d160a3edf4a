package org.hactl.cli;

import java.io.PrintWriter;
import org.hactl.cli.report.ExitCode;
import picocli.CommandLine;

/**
 * Reports an error that no command expected: one line for the operator, the stack trace on request.
 */
final class UnexpectedErrors {
  private UnexpectedErrors() {}

  static int report(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    PrintWriter err = line.getErr();
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    err.println("hactl: " + message);
    if (System.getenv("HACTL_TRACE") != null) {
      e.printStackTrace(err);
    } else if (e instanceof RuntimeException) {
      err.println("This is a fault in hactl; run again with HACTL_TRACE=1 to see the stack trace.");
    }
    return ExitCode.HOST_FAILED;
  }
}
