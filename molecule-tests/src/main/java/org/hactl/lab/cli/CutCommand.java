package org.hactl.lab.cli;

import org.hactl.lab.Cut;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "cut",
    mixinStandardHelpOptions = true,
    description = "Disconnects a host from the network: no frame gets in or out.")
final class CutCommand extends HostVerb {
  @Option(names = "--carrier", description = "Also take the host's link down (driver netns only).")
  private boolean carrier;

  @Override
  int run() {
    lab().cut(host, carrier ? Cut.CARRIER : Cut.SILENT);
    return 0;
  }
}
