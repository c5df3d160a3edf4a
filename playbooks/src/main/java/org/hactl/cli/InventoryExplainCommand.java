package org.hactl.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.OutputFormat;
import org.hactl.cli.text.OriginText;
import org.hactl.control.ControlException;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.inventory.Host;
import org.hactl.inventory.Inventory;
import org.hactl.inventory.VariableOrigins;
import org.hactl.inventory.VariableOrigins.Origin;
import org.hactl.yaml.Nearest;
import org.hactl.yaml.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Shows a host's variable: its value, the file and line that set it, and what it overrides,"
            + " the nearest first. Secrets stay hidden.")
final class InventoryExplainCommand extends SiteCommand {
  @Parameters(index = "0", paramLabel = "VARIABLE", description = "The variable.")
  private String variable = "";

  @Parameters(index = "1", paramLabel = "HOST", description = "The host.")
  private String host = "";

  @Override
  int run() throws SiteProblems, ControlException {
    Inventory inventory = SiteLoader.inventory(where.request(ssh));
    Host found =
        inventory
            .host(host)
            .orElseThrow(() ->
                missing(
                    "there is no host \"%s\"".formatted(host),
                    Nearest.to(host, inventory.hosts().keySet())));
    VariableOrigins origins = new VariableOrigins(inventory, found);
    List<Origin> history = origins.of(variable);
    if (history.isEmpty()) {
      throw missing(
          "the host %s has no variable \"%s\"".formatted(host, variable),
          origins.nearest(variable));
    }
    Problems problems = new Problems();
    Optional<String> value = origins.rendered(variable, problems);
    switch (output) {
      case TEXT -> out().print(OriginText.of(variable, host, value, history));
      case JSON, JSONL -> out().println(json(value, history));
    }
    out().flush();
    if (!problems.isEmpty()) {
      err().println(problems.render());
      return ExitCode.WRONG_REQUEST;
    }
    return ExitCode.DONE;
  }

  private static ControlException missing(String what, Optional<String> near) {
    return new ControlException(
        what,
        near.map("did you mean %s?"::formatted)
            .orElse("`hactl inventory list` shows all hosts and variables"));
  }

  private String json(Optional<String> value, List<Origin> history) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("variable", variable).put("host", host).put("value", value.orElse(null));
    ArrayNode all = json.putArray("set");
    for (Origin origin : history) {
      all.addObject()
          .put("for", origin.owner())
          .put("at", origin.place())
          .putPOJO("value", origin.value());
    }
    return output == OutputFormat.JSON ? json.toPrettyString() : json.toString();
  }
}
