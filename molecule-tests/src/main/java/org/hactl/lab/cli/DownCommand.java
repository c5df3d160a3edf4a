package org.hactl.lab.cli;

import org.hactl.lab.Labs;
import picocli.CommandLine.Command;

@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description =
        "Removes the lab with everything it made, also after a crash. Keeps the cached image.")
final class DownCommand extends LabVerb {
  @Override
  int run() {
    print(
        Labs.down(name)
            ? "lab '%s' was removed".formatted(name)
            : "there was no lab '%s'".formatted(name));
    return 0;
  }
}
