package org.hactl.lab.cli;

import org.hactl.lab.HostSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = "Adds a host to the running lab and waits until it answers.")
final class AddCommand extends LabVerb {
  @Parameters(index = "0", paramLabel = "HOST", description = "The new host's name.")
  private String host = "";

  @Parameters(index = "1", paramLabel = "ADDRESS", description = "Its IPv4 address.")
  private String address = "";

  @Override
  int run() {
    lab().add(new HostSpec(host, address));
    print("%s answers at %s".formatted(host, address));
    return 0;
  }
}
