package org.hactl.lab.cli;

import picocli.CommandLine.Command;

@Command(
    name = "heal",
    mixinStandardHelpOptions = true,
    description = "Plugs a host's network cable in again.")
final class HealCommand extends HostVerb {
  @Override
  int run() {
    lab().heal(host);
    return 0;
  }
}
