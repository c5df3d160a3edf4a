package org.hactl.lab.cli;

import picocli.CommandLine.Command;

@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Switches a host on and waits until it answers.")
final class StartCommand extends HostVerb {
  @Override
  int run() {
    lab().start(host);
    return 0;
  }
}
