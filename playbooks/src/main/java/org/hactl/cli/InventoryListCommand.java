package org.hactl.cli;

import org.hactl.cli.report.ExitCode;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.inventory.InventoryListing;
import picocli.CommandLine.Command;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "Prints the JSON that ansible-inventory --list prints. Like there, an encrypted value stays"
            + " encrypted, and the values of an encrypted file are readable.")
final class InventoryListCommand extends SiteCommand {
  @Override
  int run() throws SiteProblems {
    out().println(new InventoryListing(SiteLoader.inventory(where.request(ssh))).json());
    out().flush();
    return ExitCode.DONE;
  }
}
