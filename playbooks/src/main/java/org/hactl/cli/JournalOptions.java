package org.hactl.cli;

import picocli.CommandLine.Option;

/** How much of the hosts' journals a command shows. */
final class JournalOptions {
  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "20",
      description = "Number of newest entries per host (default: ${DEFAULT-VALUE}).")
  int entries = 20;
}
