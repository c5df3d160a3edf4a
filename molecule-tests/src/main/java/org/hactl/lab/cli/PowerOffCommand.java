package org.hactl.lab.cli;

import picocli.CommandLine.Command;

@Command(
    name = "power-off",
    mixinStandardHelpOptions = true,
    description = "Cuts a host's power: its kernel stops at once.")
final class PowerOffCommand extends HostVerb {
  @Override
  int run() {
    lab().powerOff(host);
    return 0;
  }
}
