package org.hactl.lab.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "heal",
    mixinStandardHelpOptions = true,
    description = "Plugs a host's network cable in again.")
final class HealCommand extends LabVerb {
  @Parameters(paramLabel = "HOST", description = "The host's name.")
  private String host = "";

  @Override
  int run() {
    lab().heal(host);
    return 0;
  }
}
