package org.hactl.cli.option;

import picocli.CommandLine.Option;

/** How much of the hosts' journals a command shows. */
public final class JournalOptions {
  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "20",
      description = "Number of newest entries per host (default: ${DEFAULT-VALUE}).")
  public int entries = 20;
}
