package org.hactl.control;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.failover.Failover;
import org.hactl.control.failover.Leaving;
import org.hactl.control.failover.Line;
import org.hactl.control.rollout.RolesLost;
import org.hactl.control.rollout.RunClock;

/**
 * The roles that hosts of a run give to other directors, before changes are made that would cost
 * them these roles.
 *
 * @param who runs the apply, in the form {@code ann@desk}
 */
record RoleMoves(SiteLooks looks, EventListener listener, String who) {
  /** Lets the hosts of a wave give away what their changes would take from them. */
  void before(List<HostRun> wave) {
    RolesLost roles = looks.turns().rolesLost();
    for (HostRun run : wave) {
      Map<String, Integer> lost = roles.of(run.host());
      if (run.hasWork() && !lost.isEmpty()) {
        Map<String, List<String>> directors = new HashMap<>();
        lost.keySet()
            .forEach(
                router -> directors.put(router, List.copyOf(roles.directors(router, run.host()))));
        try {
          leaving(run).of(run.host(), lost, directors);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private Leaving leaving(HostRun leaver) {
    Failover.Agents agents =
        new Failover.Agents() {
          @Override
          public List<Answer<HostStatus>> status(List<String> hosts) {
            return looks.status(hosts);
          }

          @Override
          public Answer<Reply.Done> handOver(String host, String router) {
            return run(host).orElseThrow().ask(RoleMoves.this.handOver(router));
          }

          @Override
          public Answer<Reply.Done> handOver(
              String host, String router, String next, Line.Talk before) {
            return AgentQueries.askAfter(
                    RoleMoves.this::ask, before, next, host, RoleMoves.this.handOver(router))
                .orElseGet(() -> handOver(host, router));
          }
        };
    RunClock clock = looks.fleet().clock();
    return new Leaving(
        agents,
        clock::millis,
        millis -> clock.pause(Duration.ofMillis(millis)),
        text -> listener.on(new HostEvent.Working(leaver.host(), text)));
  }

  private AgentQueries.Question<Reply.Done> handOver(String router) {
    return agent -> agent.handOver(router, who);
  }

  /** Asks a host of the run, or a director outside it. */
  private <T> Answer<T> ask(String host, AgentQueries.Question<T> question) {
    Optional<HostRun> ofRun = run(host);
    return ofRun.isPresent() ? ofRun.get().ask(question) : looks.bystanders().ask(host, question);
  }

  private Optional<HostRun> run(String host) {
    return looks.runs().stream().filter(run -> run.host().equals(host)).findFirst();
  }
}
