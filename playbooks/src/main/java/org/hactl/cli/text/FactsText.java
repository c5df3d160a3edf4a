package org.hactl.cli.text;

import java.util.List;
import java.util.stream.Collectors;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.facts.IpvsTable;
import org.hactl.control.facts.SystemFacts;
import org.hactl.control.facts.SystemFacts.AgentFacts;

/** The output of {@code hactl facts}. */
public record FactsText(boolean colours) {
  private static final String NONE = "-";

  public String of(List<Answer<SystemFacts>> answers) {
    StringBuilder text = new StringBuilder();
    for (Answer<SystemFacts> answer : answers) {
      if (answer.value() != null) {
        text.append(Colour.BOLD.paint(answer.host(), colours)).append('\n');
        text.append(Printable.text(facts(answer.value())));
      }
    }
    return text.append(UnansweredText.text(answers)).toString();
  }

  private static String facts(SystemFacts facts) {
    Table system = new Table();
    system.row("kernel", cell(facts.kernel()));
    system.row("system", cell(facts.distribution()));
    system.row(
        "init", cell(facts.init()) + (facts.systemd().isEmpty() ? "" : " " + facts.systemd()));
    system.row("ip_vs", facts.ipvs() ? "loaded" : "not loaded");
    system.row("agent", agent(facts));
    system.row("VIPs", cell(String.join(", ", facts.vips())));
    system.row(
        "running",
        cell(
            facts.programs().stream()
                .map(program -> program.name() + " (" + program.pid() + ")")
                .collect(Collectors.joining(", "))));
    facts
        .units()
        .forEach(unit -> system.row("unit " + unit.name(), unit.enabled() + ", " + unit.active()));
    Table links = new Table();
    links.row("INTERFACE", "STATE", "MTU", "MAC", "ADDRESSES");
    facts
        .interfaces()
        .forEach(link ->
            links.row(
                link.name(),
                link.state(),
                Integer.toString(link.mtu()),
                link.mac(),
                cell(String.join(", ", link.addresses()))));
    Table sysctls = new Table();
    facts.sysctls().forEach(sysctls::row);
    return system.text("  ") + links.text("  ") + sysctls.text("  ") + services(facts);
  }

  private static String agent(SystemFacts facts) {
    AgentFacts agent = facts.agent();
    return agent == null
        ? "none"
        : "%s, image %s, generation %d"
            .formatted(agent.version(), cell(agent.runtime()), agent.generation());
  }

  private static String services(SystemFacts facts) {
    if (facts.services().isEmpty()) {
      return "";
    }
    Table table = new Table();
    table.row(
        "IPVS SERVICE", "SCHEDULER", "REAL SERVER", "FORWARD", "WEIGHT", "ACTIVE", "INACTIVE");
    for (IpvsTable.Service service : facts.services()) {
      if (service.realServers().isEmpty()) {
        table.row(service.service(), service.scheduler(), NONE, "", "", "", "");
      }
      for (IpvsTable.RealServer server : service.realServers()) {
        table.row(
            service.service(),
            service.scheduler(),
            server.address(),
            server.forward(),
            Integer.toString(server.weight()),
            Integer.toString(server.active()),
            Integer.toString(server.inactive()));
      }
    }
    return table.text("  ");
  }

  private static String cell(String value) {
    return value.isEmpty() ? NONE : value;
  }
}
