package org.hactl.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.control.ControlException;
import org.hactl.control.SiteProblems;
import org.hactl.control.hold.Undrain;
import org.hactl.host.Hold;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "undrain",
    mixinStandardHelpOptions = true,
    description =
        "Ends the drain of a real server: it gets new connections again if its checks say that it is"
            + " healthy.")
final class UndrainCommand extends HoldCommand {
  @Parameters(paramLabel = "HOST|ADDRESS", description = "The real server.")
  private String realServer = "";

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Only in this service (default: in all).")
  private @Nullable String service;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; history shows it.")
  private String reason = "";

  @Override
  int run() throws SiteProblems, ControlException {
    String why = reason(reason);
    Seen seen = look();
    Undrain undrain = Undrain.of(realServer, service, seen.statuses(), seen.holds().newest());
    if (!undrain.refusal().isEmpty()) {
      throw new ControlException(undrain.refusal(), undrain.next());
    }
    Hold.Word word = seen.word(Hold.State.ENDED, why);
    List<Hold> ended = undrain.drains().stream().map(hold -> hold.with(word)).toList();
    Told told = tell(seen, ended, Set.of());
    end(told, Map.of());
    return told.exitCode();
  }
}
