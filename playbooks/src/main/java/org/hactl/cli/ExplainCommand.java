package org.hactl.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.api.EndpointView;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.cli.report.AnswersJson;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.ExplanationJson;
import org.hactl.cli.report.OutputFormat;
import org.hactl.cli.terminal.TerminalOutput;
import org.hactl.cli.text.ExplanationText;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.AgentQueries.Connections;
import org.hactl.control.ControlException;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.explain.Evidence;
import org.hactl.control.explain.Explanation;
import org.hactl.control.explain.ServiceSearch;
import org.hactl.control.rollout.Parallel;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Looks for the reason why a virtual service does not answer: asks its directors and its"
            + " real servers, step by step in the order of a client's packet, and names what is"
            + " wrong.",
    footer = {
      "",
      "It changes nothing. A director that is not master tries the service through each real"
          + " server.",
      "Exit status: 0 nothing is wrong, 2 a host failed, 4 a host was not reached, 6 something is"
          + " wrong."
    })
final class ExplainCommand extends SiteCommand {
  @Parameters(
      paramLabel = "SERVICE|ADDRESS",
      description = "Such as web, 192.168.0.254, 192.168.0.254:80 or 192.168.0.254:80/tcp.")
  private String asked = "";

  @Option(
      names = "--site",
      paramLabel = "FILE",
      description = "The site (default: playbooks/site.yml).")
  private @Nullable Path site;

  @Override
  int run() throws SiteProblems, ControlException {
    SiteLoader.Loaded loaded = load(site);
    List<ServiceSearch.Found> found = ServiceSearch.find(asked, loaded.states());
    if (found.isEmpty()) {
      throw new ControlException(
          "the site has no virtual service " + asked,
          "name one of these: " + ServiceSearch.names(loaded.states()));
    }
    for (ServiceSearch.Found each : found) {
      if (each.isWithoutAddress()) {
        throw new ControlException(
            "%s is the service of a firewall mark and has no address of its own"
                .formatted(each.service().name()),
            "hactl status shows its real servers; nft list ruleset on a director shows the mark");
      }
    }
    int exit = ExitCode.DONE;
    try (AgentQueries queries =
        new AgentQueries(ssh.fleet(loaded.hosts().targets(), Duration.ZERO), Connections.KEPT)) {
      for (ServiceSearch.Found each : found) {
        exit = Math.max(exit, explain(queries, each, loaded.states().keySet()));
      }
    }
    out().flush();
    return exit;
  }

  private int explain(AgentQueries queries, ServiceSearch.Found found, Set<String> inventory) {
    VirtualServiceSpec service = found.service();
    List<Answer<HostStatus>> directors = queries.status(found.directors());
    List<Answer<EndpointView>> endpoints = endpoints(queries, found, inventory);
    Map<String, HostStatus> statuses = Answer.values(directors);
    Evidence evidence =
        new Evidence(
            service,
            found.directors(),
            statuses,
            Answer.values(endpoints),
            probes(queries, service, backups(service, statuses)));
    Explanation explanation = Explanation.of(evidence);
    List<Answer<EndpointView>> silent =
        endpoints.stream().filter(answer -> answer.failure() != null).toList();
    switch (output) {
      case TEXT ->
          out()
              .print(
                  new ExplanationText(TerminalOutput.ofThisProcess().colours())
                      .of(service, explanation, silent));
      case JSON, JSONL ->
          ExplanationJson.print(out(), service, explanation, output == OutputFormat.JSONL);
    }
    return explanation.isWrong() ? ExitCode.SITE_ERROR : AnswersJson.exitCode(endpoints);
  }

  private static List<Answer<EndpointView>> endpoints(
      AgentQueries queries, ServiceSearch.Found found, Set<String> inventory) {
    VirtualServiceSpec service = found.service();
    Map<String, Integer> ports = new LinkedHashMap<>();
    found.directors().forEach(director -> ports.put(director, service.port()));
    service.realServers().stream()
        .filter(server -> inventory.contains(server.host()))
        .forEach(server -> ports.put(server.host(), server.checkedPort()));
    List<Map.Entry<String, Integer>> hosts = new ArrayList<>(ports.entrySet());
    return Parallel.map(
        hosts,
        hosts.size(),
        each ->
            queries.one(
                each.getKey(),
                agent ->
                    agent
                        .ask(
                            new Request.Endpoint(
                                service.address(), each.getValue(), service.protocol()),
                            Reply.Endpoint.class,
                            _ -> {})
                        .view()));
  }

  /** The directors that could try the service: a master would answer itself. */
  private static Set<String> backups(VirtualServiceSpec service, Map<String, HostStatus> statuses) {
    Set<String> backups = new LinkedHashSet<>();
    statuses.forEach((host, status) ->
        status.routers().stream()
            .filter(router -> router.name().equals(service.virtualRouter()))
            .filter(router -> !router.leads())
            .forEach(_ -> backups.add(host)));
    return backups;
  }

  /** One after the other: a director tries one real server at a time. */
  private static Map<String, Reply.Probe> probes(
      AgentQueries queries, VirtualServiceSpec service, Set<String> backups) {
    Map<String, Reply.Probe> probes = new LinkedHashMap<>();
    for (RealServerSpec server : service.realServers()) {
      for (String backup : backups) {
        Answer<Reply.Probe> answer =
            queries.one(
                backup,
                agent ->
                    agent.ask(
                        new Request.Probe(service, server.address()), Reply.Probe.class, _ -> {}));
        if (answer.value() != null) {
          probes.put(server.host(), answer.value());
          break;
        }
      }
    }
    return probes;
  }
}
