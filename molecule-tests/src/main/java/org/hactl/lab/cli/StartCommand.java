package org.hactl.lab.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Switches a host on and waits until it answers.")
final class StartCommand extends LabVerb {
  @Parameters(paramLabel = "HOST", description = "The host's name.")
  private String host = "";

  @Override
  int run() {
    lab().start(host);
    return 0;
  }
}
