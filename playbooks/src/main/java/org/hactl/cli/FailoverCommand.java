package org.hactl.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.Reply;
import org.hactl.cli.report.AnswersJson;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.OutputFormat;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.failover.Failover;
import org.hactl.control.failover.Line;
import org.hactl.control.failover.Objection;
import org.hactl.control.failover.Outcome;
import org.hactl.control.failover.Preflight;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "failover",
    mixinStandardHelpOptions = true,
    description = {
      "Hands a virtual router over to another director while it serves.",
      "The old master stays backup until it is handed back, or the new one fails."
    },
    footer = {
      "",
      "Exit status: 0 the wanted director is master, 1 refused before anything changed, 2 "
          + "the master refused, or it is not proved who is master, 3 no other director took "
          + "the role and the master kept it, 4 the master was unreachable."
    })
final class FailoverCommand extends SiteCommand {
  @Parameters(paramLabel = "ROUTER", description = "The virtual router, in the form VI_1.")
  private String router = "";

  @Option(
      names = "--to",
      paramLabel = "HOST",
      description =
          "The director that shall be master (default: the one with the highest priority).")
  private @Nullable String to;

  @Option(
      names = "--force",
      description =
          "Also if the other director sees fewer healthy real servers, or does not hear the master.")
  private boolean force;

  @Override
  int run() throws SiteProblems {
    SiteLoader.SelectedHosts hosts = SiteLoader.hosts(where.request(ssh));
    AgentQueries queries = new AgentQueries(ssh.fleet(hosts.targets(), Duration.ZERO));
    List<Answer<HostStatus>> answers = queries.status(hosts.selected());
    Map<String, HostStatus> statuses = Answer.values(answers);
    List<String> silent =
        answers.stream().filter(answer -> answer.failure() != null).map(Answer::host).toList();
    Preflight plan = Preflight.of(router, to, statuses, silent);
    plan.notes().forEach(note -> say("note: " + note));
    List<Objection> refusals = plan.refusals(force);
    if (!refusals.isEmpty()) {
      refusals.forEach(each -> err().println("hactl: " + each.text()));
      boolean forcible = refusals.stream().allMatch(Objection::forcible);
      err()
          .println(
              "    next: nothing was changed; "
                  + (forcible
                      ? "repair it, or hand over with --force"
                      : "hactl status shows more"));
      return end(plan, "refused", 0, ExitCode.WRONG_REQUEST);
    }
    if (plan.isDone()) {
      say("%s is master of %s already".formatted(plan.master(), router));
      return end(plan, "already", 0, ExitCode.DONE);
    }
    plan.objections().forEach(each -> say("forced: " + each.text()));
    return handOver(plan, queries, statuses);
  }

  private int handOver(Preflight plan, AgentQueries queries, Map<String, HostStatus> statuses) {
    Failover failover =
        new Failover(
            new Failover.Agents() {
              @Override
              public List<Answer<HostStatus>> status(List<String> asked) {
                return queries.status(asked);
              }

              @Override
              public Answer<Reply.Done> handOver(String host, String name) {
                return queries.handOver(host, name, Author.ofThisProcess());
              }

              @Override
              public Answer<Reply.Done> handOver(
                  String host, String name, String next, Line.Talk before) {
                return queries.handOver(host, name, Author.ofThisProcess(), next, before);
              }
            },
            System::currentTimeMillis,
            Thread::sleep,
            this::say);
    try {
      Outcome outcome = failover.run(plan, interval(plan, statuses));
      return report(plan, outcome);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err().println("hactl: interrupted; hactl status shows who is master");
      return ExitCode.HOST_FAILED;
    }
  }

  private static @Nullable Long interval(Preflight plan, Map<String, HostStatus> statuses) {
    return statuses.values().stream()
        .flatMap(status -> status.routers().stream())
        .filter(each -> plan.routers().contains(each.name()))
        .map(RouterView::advertIntervalMillis)
        .filter(java.util.Objects::nonNull)
        .max(Long::compare)
        .orElse(null);
  }

  private int report(Preflight plan, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> {
        say(
            "%s is master of %s, %.2f s after the request; %s follows it"
                .formatted(
                    done.to(),
                    String.join(", ", plan.routers()),
                    done.afterMillis() / 1000.0,
                    plan.master()));
        yield end(plan, "done", done.afterMillis(), ExitCode.DONE);
      }
      case Outcome.Kept kept -> {
        err()
            .println(
                "hactl: no other director took %s: %s is still master, and served all the time"
                    .formatted(router, kept.master()));
        err().println("    next: hactl events shows what the other director did");
        yield end(plan, "kept", 0, ExitCode.ROLLED_BACK);
      }
      case Outcome.Refused refused -> {
        err().println("hactl: %s: %s".formatted(plan.master(), refused.why()));
        err().println("    next: " + refused.next());
        yield end(
            plan,
            "refused",
            0,
            refused.unreachable() ? ExitCode.HOST_UNREACHABLE : ExitCode.HOST_FAILED);
      }
      case Outcome.Unproved unproved -> {
        err().println("hactl: it is not proved who is master: " + unproved.why());
        err().println("    next: hactl status shows who is master");
        yield end(plan, "unproved", 0, ExitCode.HOST_FAILED);
      }
    };
  }

  private void say(String line) {
    if (output == OutputFormat.TEXT) {
      out().println(line);
      out().flush();
    }
  }

  private int end(Preflight plan, String outcome, long afterMillis, int exitCode) {
    if (output != OutputFormat.TEXT) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("router", plan.router());
      fields.put("routers", plan.routers());
      fields.put("from", plan.master() == null ? "" : plan.master());
      fields.put("to", plan.target() == null ? "" : plan.target());
      fields.put("outcome", outcome);
      fields.put("after_millis", afterMillis);
      fields.put("objections", plan.objections());
      AnswersJson.print(out(), "failover", List.of(), fields, output == OutputFormat.JSONL);
    }
    out().flush();
    err().flush();
    return exitCode;
  }
}
