package org.hactl.lab.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "exec",
    mixinStandardHelpOptions = true,
    description = "Runs a command, or a shell, on a host in this terminal; exits with its status.",
    footer = {
      "",
      "HOST 'control' is the control node: this machine's software on the lab's network.",
      "A single argument with spaces is a shell command line:",
      "  hactl lab exec lvs1 'ipvsadm -Ln | grep Route'"
    })
final class ExecCommand extends LabVerb {
  @Parameters(index = "0", paramLabel = "HOST", description = "The host's name, or 'control'.")
  private String host = "";

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "COMMAND")
  private List<String> command = List.of();

  @Override
  int run() {
    if (command.size() > 1 && command.getFirst().equals("--")) {
      command = command.subList(1, command.size());
    }
    if (command.isEmpty()) {
      command = List.of("bash", "-l");
    }
    boolean line = command.size() == 1 && command.getFirst().matches(".*\\s.*");
    return lab().attach(host, line ? List.of("sh", "-c", command.getFirst()) : command);
  }
}
