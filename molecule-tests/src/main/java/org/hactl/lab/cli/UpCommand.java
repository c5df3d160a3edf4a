package org.hactl.lab.cli;

import java.util.List;
import org.hactl.lab.Driver;
import org.hactl.lab.HostSpec;
import org.hactl.lab.Lab;
import org.hactl.lab.LabSpec;
import org.hactl.lab.Labs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Makes the lab and waits until every host answers.",
    footer = {
      "",
      "Without --hosts the lab has the hosts of playbooks/site.yml: client, lvs1, lvs2, web1, web2 at",
      "192.168.0.12, .14, .16, .18, .20. The control node is 192.168.0.1:",
      "  hactl lab exec control hactl apply playbooks/site.yml"
    })
final class UpCommand extends LabVerb {
  @Option(names = "--driver", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Driver driver = Driver.UML;

  @Option(
      names = "--hosts",
      split = ",",
      paramLabel = "HOST=ADDRESS",
      description = "The hosts, in the control node's network (default: 192.168.0.0/24).")
  private @Nullable List<String> hosts;

  @Option(
      names = "--control",
      paramLabel = "ADDRESS/LENGTH",
      description = "The control node's address (default: ${DEFAULT-VALUE}).")
  private String control = "192.168.0.1/24";

  @Option(
      names = "--packages",
      split = ",",
      paramLabel = "PACKAGE",
      description = "Debian packages that the hosts can install (default: nginx-light).")
  private @Nullable List<String> packages;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      description = "Memory of each guest (default: ${DEFAULT-VALUE}).")
  private int memoryMiB = 512;

  @Override
  int run() {
    long began = System.nanoTime();
    LabSpec article = LabSpec.article(name, driver);
    LabSpec spec =
        new LabSpec(
            name,
            driver,
            hosts == null ? article.hosts() : hosts.stream().map(HostSpec::parse).toList(),
            Control.parse(control).address(),
            Control.parse(control).prefixLength(),
            packages == null ? article.packages() : packages,
            memoryMiB);
    try (LabProgressLines progress = new LabProgressLines(spec.hosts())) {
      Lab lab = Labs.up(spec, progress);
      progress.close();
      print(
          "lab '%s' is up: %d hosts in %.1f s; %s"
              .formatted(
                  lab.name(),
                  lab.hosts().size(),
                  (System.nanoTime() - began) / 1e9,
                  "hactl lab exec HOST COMMAND…, hactl lab exec control COMMAND…"));
    }
    return 0;
  }

  private record Control(String address, int prefixLength) {
    static Control parse(String text) {
      String[] parts = text.split("/", 2);
      HostSpec checked = new HostSpec("switch", parts[0]);
      if (parts.length != 2 || !parts[1].matches("[1-9]|[12][0-9]|30")) {
        throw new org.hactl.lab.LabException(
            "'%s' is not ADDRESS/LENGTH; example: 192.168.0.1/24".formatted(text));
      }
      return new Control(checked.address(), Integer.parseInt(parts[1]));
    }
  }
}
