package org.hactl.lab.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "power-off",
    mixinStandardHelpOptions = true,
    description = "Cuts a host's power: its kernel stops at once.")
final class PowerOffCommand extends LabVerb {
  @Parameters(paramLabel = "HOST", description = "The host's name.")
  private String host = "";

  @Override
  int run() {
    lab().powerOff(host);
    return 0;
  }
}
