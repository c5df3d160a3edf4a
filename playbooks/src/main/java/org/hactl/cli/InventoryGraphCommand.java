package org.hactl.cli;

import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.OutputFormat;
import org.hactl.control.ControlException;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.inventory.Group;
import org.hactl.inventory.Inventory;
import org.hactl.inventory.InventoryListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    description = "Prints the tree of groups and hosts that ansible-inventory --graph prints.")
final class InventoryGraphCommand extends SiteCommand {
  @Parameters(
      paramLabel = "GROUP",
      arity = "0..1",
      defaultValue = "all",
      description = "The group at the top (default: ${DEFAULT-VALUE}).")
  private String group = "all";

  @Override
  int run() throws SiteProblems, ControlException {
    if (output != OutputFormat.TEXT) {
      throw wrongOptions("a tree is text; `hactl inventory list` prints the groups as JSON");
    }
    Inventory inventory = SiteLoader.inventory(where.request(ssh));
    Group top =
        inventory
            .group(group)
            .orElseThrow(() ->
                new ControlException(
                    "there is no group \"%s\"".formatted(group),
                    "`hactl inventory graph` shows all groups"));
    new InventoryListing(inventory).graph(top).forEach(out()::println);
    out().flush();
    return ExitCode.DONE;
  }
}
