package org.hactl.lab.cli;

import org.hactl.lab.Cut;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cut",
    mixinStandardHelpOptions = true,
    description = "Takes a host off the network: no frame gets in or out.")
final class CutCommand extends LabVerb {
  @Option(
      names = "--carrier",
      description = "The host sees its link go down (driver netns; else it sees nothing).")
  private boolean carrier;

  @Parameters(paramLabel = "HOST", description = "The host's name.")
  private String host = "";

  @Override
  int run() {
    lab().cut(host, carrier ? Cut.CARRIER : Cut.SILENT);
    return 0;
  }
}
