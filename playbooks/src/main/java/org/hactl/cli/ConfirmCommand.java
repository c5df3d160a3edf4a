package org.hactl.cli;

import java.util.ArrayList;
import java.util.List;
import org.hactl.control.ControlException;
import org.hactl.control.HostResult;
import org.hactl.control.PendingSite;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "confirm",
    mixinStandardHelpOptions = true,
    description =
        "Confirms the hosts that wait after hactl apply --confirm manual: all of them, or none.",
    footer = {
      "",
      "First it looks at the whole site. It confirms nothing while the site shows an "
          + "error, such as two masters, or while a host does not answer, unless --force is given. "
          + "Exit status 4: a host did not answer."
    })
final class ConfirmCommand extends PendingCommand {
  @Parameters(
      paramLabel = "HOST",
      arity = "0..*",
      description = "Only these hosts and groups, as with --limit; without it, all that wait.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--force",
      description =
          "Confirm although the site shows an error that was there before the apply, or a host that"
              + " the apply left out or lost does not answer.")
  private boolean force;

  @Override
  List<HostResult> end(PendingSite site, SiteLoader.SelectedHosts selected)
      throws ControlException {
    return site.confirm(
        selected.selected(),
        selected.asked(),
        force ? PendingSite.Errors.ACCEPTED : PendingSite.Errors.REFUSED);
  }

  @Override
  int run() throws SiteProblems, ControlException {
    return runOnPending(hosts);
  }
}
