package org.hactl.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hactl.cli.report.Report;
import org.hactl.cli.terminal.TerminalInput;
import org.hactl.control.Applier;
import org.hactl.control.ControlException;
import org.hactl.control.Fleet;
import org.hactl.control.HostResult;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.VersionToApply;
import org.hactl.control.keepalived.Takeover.Keepalived;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "adopt",
    mixinStandardHelpOptions = true,
    description = "Takes over a director that runs keepalived, without a gap.",
    footer = {
      "",
      "hactl compares keepalived's configuration with the site, installs the agent, and "
          + "applies. In the moment in which the agent's routers start, keepalived is ended and "
          + "disabled. A real server that keepalived has in service stays there until the "
          + "apply is confirmed; if a check of the site finds it failed, the apply goes back. If "
          + "the apply fails or is not confirmed, keepalived is enabled and started again. Adopt one director after the other."
    })
final class AdoptCommand extends SiteCommand {
  @Parameters(index = "0", paramLabel = "HOST", description = "The director.")
  private String host = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SITE",
      description = "The site file (default: playbooks/site.yml).")
  private @Nullable Path site;

  @Option(
      names = {"-C", "--check"},
      description = "Show what keepalived does, what the site does, and what would change.")
  private boolean check;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Option(
      names = "--force",
      description = "Also if keepalived does something that is not in the site; that ends.")
  private boolean force;

  @Option(
      names = "--no-gate",
      description =
          "Confirm the adoption also if the site serves less well than before, for example where"
              + " a check of the site finds a server failed that keepalived has in service.")
  private boolean noGate;

  @Override
  int run() throws SiteProblems, ControlException {
    if (where.isLimited()) {
      throw wrongOptions("name the host; --limit has no meaning here");
    }
    Path file = Objects.requireNonNullElse(site, DEFAULT_SITE);
    SiteLoader.Loaded loaded = SiteLoader.site(file, where.request(ssh, Optional.of(host)));
    if (loaded.selected().size() != 1) {
      throw new ControlException(
          "%s names %d hosts".formatted(host, loaded.selected().size()),
          "name one director; adopt one after the other");
    }
    Report report = report(loaded, check, false);
    Fleet fleet =
        ssh.fleet(loaded.hosts().targets(), CONFIRM_WITHIN)
            .with(force ? Keepalived.ADOPTED_WITH_LOSS : Keepalived.ADOPTED);
    VersionToApply version = version(loaded, file, Set.of(), VersionToApply.Older.REFUSED);
    Applier applier = new Applier(fleet, report, loaded.asked(), version);
    List<HostResult> results;
    if (check) {
      results = applier.plan(loaded.selected());
    } else {
      approve();
      Applier chosen = noGate ? applier.withoutGate() : applier;
      try (Interruption _ = Interruption.of(chosen::interrupt, err())) {
        results = chosen.apply(loaded.selected());
      }
    }
    return finish(report, results);
  }

  private void approve() throws ControlException {
    if (yes) {
      return;
    }
    if (!TerminalInput.isThere()) {
      throw new ControlException(
          "there is no terminal to ask whether hactl takes over from keepalived on " + host,
          "look at `hactl adopt %s --check`, then give --yes; nothing was changed".formatted(host));
    }
    Optional<String> answer =
        TerminalInput.answer("Take over from keepalived on %s? [yes/no] ", host);
    if (!answer.equals(Optional.of("yes"))) {
      throw new ControlException(
          "%s was not adopted: the answer was not \"yes\"".formatted(host),
          "nothing was changed on it; --check shows what would change");
    }
  }
}
