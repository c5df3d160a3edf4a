package org.hactl.lab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Objects;
import org.hactl.lab.LabException;
import org.hactl.lab.LabStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows the lab's hosts, and whether each is on and connected.")
final class LabStatusCommand extends LabVerb {
  enum Output {
    TEXT,
    JSON
  }

  @Option(names = "--output", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Output output = Output.TEXT;

  @Override
  int run() {
    LabStatus status = lab().status();
    switch (output) {
      case JSON -> print(json(status));
      case TEXT -> {
        print(
            "lab %s, driver %s, control node in the network namespace %s"
                .formatted(
                    status.name(),
                    status.driver().name().toLowerCase(java.util.Locale.ROOT),
                    status.namespace()));
        print("%-16s %-16s %-6s %-5s %s".formatted("HOST", "ADDRESS", "POWER", "LINK", "PID"));
        for (LabStatus.LabHost host : status.hosts()) {
          print(
              "%-16s %-16s %-6s %-5s %s"
                  .formatted(
                      host.name(),
                      host.address(),
                      host.power(),
                      host.link(),
                      Objects.requireNonNullElse(host.pid(), "-"))
                  .stripTrailing());
        }
      }
    }
    return 0;
  }

  private static String json(LabStatus status) {
    try {
      return new ObjectMapper().writeValueAsString(status);
    } catch (JsonProcessingException e) {
      throw new LabException("cannot write the status as JSON", e);
    }
  }
}
