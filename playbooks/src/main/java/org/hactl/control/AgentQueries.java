package org.hactl.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hactl.api.AuditEntry;
import org.hactl.api.ChangeView;
import org.hactl.api.DriftEntry;
import org.hactl.api.Event;
import org.hactl.api.GenerationView;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.facts.SystemFacts;
import org.hactl.control.facts.SystemFacts.AgentFacts;
import org.hactl.control.failover.Line;
import org.hactl.control.host.AgentClient;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostFacts;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostRefusals;
import org.hactl.control.rollout.Parallel;
import org.hactl.control.view.Asked;
import org.hactl.control.view.HostAnswer;
import org.hactl.control.view.SettledView;
import org.hactl.control.view.SiteView;
import org.hactl.host.Hold;
import org.jspecify.annotations.Nullable;

/** Asks agents; only {@link #handOver} and {@link #hold} change something. */
public final class AgentQueries implements AutoCloseable {
  private final Fleet fleet;
  private final Connections connections;

  /** The connections that the next question uses again. */
  private final Map<String, HostSession> kept = new ConcurrentHashMap<>();

  /** What becomes of a connection after its answer. */
  public enum Connections {
    CLOSED,
    /** Kept for the next question; {@link AgentQueries#close} closes it. */
    KEPT
  }

  /** Queries that close each connection after its answer. */
  public AgentQueries(Fleet fleet) {
    this(fleet, Connections.CLOSED);
  }

  public AgentQueries(Fleet fleet, Connections connections) {
    this.fleet = fleet;
    this.connections = connections;
  }

  @Override
  public void close() {
    kept.values().forEach(HostSession::close);
    kept.clear();
  }

  /**
   * What a host answered: a value, or a failure; neither if it has no agent.
   *
   * @param <T> the type of the value
   * @param atMillis this machine's clock when the answer came; 0 if it does not matter
   */
  public record Answer<T>(
      String host,
      @Nullable T value,
      @Nullable HostFailure failure,
      boolean unreachable,
      long atMillis) {
    /** An answer whose time does not matter. */
    public Answer(
        String host, @Nullable T value, @Nullable HostFailure failure, boolean unreachable) {
      this(host, value, failure, unreachable, 0);
    }

    /** The values by host, without the hosts that gave none. */
    public static <T> Map<String, T> values(List<Answer<T>> answers) {
      Map<String, T> values = new LinkedHashMap<>();
      for (Answer<T> answer : answers) {
        if (answer.value() != null) {
          values.put(answer.host(), Objects.requireNonNull(answer.value()));
        }
      }
      return values;
    }
  }

  /** The status of every host, in order. */
  public List<Answer<HostStatus>> status(List<String> hosts) {
    return Parallel.map(hosts, fleet.forks(), this::status);
  }

  /** The status of one host. */
  Answer<HostStatus> status(String host) {
    return one(host, AgentClient::status);
  }

  /**
   * The status of every host, and what the answers say together.
   *
   * @param asked which hosts these are
   */
  public SettledView<List<Answer<HostStatus>>> view(List<String> hosts, Asked asked) {
    return SettledView.of(() -> status(hosts), answers -> compare(answers, asked), Thread::sleep);
  }

  /** The same of answers that are there already; it asks no host again. */
  public SettledView<List<Answer<HostStatus>>> compared(
      List<Answer<HostStatus>> answers, Asked asked) {
    return new SettledView<>(answers, compare(answers, asked));
  }

  private static SiteView compare(List<Answer<HostStatus>> answers, Asked asked) {
    return SiteView.of(answers.stream().map(AgentQueries::forView).toList(), asked);
  }

  /** An answer as the site's view takes it. */
  public static HostAnswer forView(Answer<HostStatus> answer) {
    if (answer.value() != null) {
      return HostAnswer.of(answer.host(), answer.value(), answer.atMillis());
    }
    return answer.failure() == null
        ? HostAnswer.noAgent(answer.host())
        : HostAnswer.silent(answer.host());
  }

  /** The latest drift in every host's event journal, newest first. */
  public List<Answer<List<DriftEntry>>> drift(List<String> hosts, int limit) {
    return each(
        hosts, agent -> agent.ask(new Request.Drift(limit), Reply.Drift.class, _ -> {}).entries());
  }

  /** The newest entries of every host's audit log, newest first. */
  public List<Answer<List<AuditEntry>>> history(List<String> hosts, int last) {
    return each(
        hosts,
        agent -> agent.ask(new Request.History(last), Reply.History.class, _ -> {}).entries());
  }

  /** The confirmed generations that every host keeps, newest first. */
  public List<Answer<List<GenerationView>>> generations(List<String> hosts) {
    return each(
        hosts,
        agent ->
            agent.ask(new Request.Generations(), Reply.Generations.class, _ -> {}).generations());
  }

  /** The differences between two generations of each of these hosts. */
  public List<Answer<List<ChangeView>>> compare(Map<String, Request.Compare> wanted) {
    return Parallel.map(
        List.copyOf(wanted.keySet()),
        fleet.forks(),
        host ->
            one(
                host,
                agent ->
                    agent
                        .ask(
                            Objects.requireNonNull(wanted.get(host)), Reply.Compared.class, _ -> {})
                        .changes()));
  }

  /** The newest events of every host since a moment, oldest first. */
  public List<Answer<List<Event>>> events(List<String> hosts, int last, long sinceMillis) {
    return each(
        hosts,
        agent -> {
          List<Event> events = new ArrayList<>();
          agent.events(
              new Request.Events(last, sinceMillis, false),
              reply -> {
                if (reply instanceof Reply.Happened happened && events.size() < last) {
                  events.add(happened.event());
                }
              });
          return events;
        });
  }

  /**
   * Asks the master of a virtual router to hand it over.
   *
   * @param who asks, in the form {@code ann@desk}
   */
  public Answer<Reply.Done> handOver(String host, String router, String who) {
    return one(host, agent -> agent.handOver(router, who));
  }

  /**
   * The same, over a connection that is open already, after a talk with the master and the next
   * master.
   */
  public Answer<Reply.Done> handOver(
      String host, String router, String who, String next, Line.Talk before) {
    Question<Reply.Done> question = master -> master.handOver(router, who);
    return askAfter(this::one, before, next, host, question).orElseGet(() -> one(host, question));
  }

  /**
   * Asks a host after a talk with it and with the next master, over the connection of the talk.
   * Empty if the next master cannot be asked.
   */
  public static <T> Optional<Answer<T>> askAfter(
      Asker asker, Line.Talk before, String next, String host, Question<T> question) {
    Answer<Answer<T>> answer =
        asker.ask(
            next,
            taker ->
                asker.ask(
                    host,
                    master -> {
                      before.over(Line.of(taker), Line.of(master));
                      return question.ask(master);
                    }));
    return Optional.ofNullable(answer.value());
  }

  /** Whether a host reaches a VIP. */
  public Answer<Reply.Probe> reach(String host, String vip) {
    return one(host, agent -> agent.reach(vip));
  }

  /** What every host says about itself; a host without an agent answers too. */
  public List<Answer<SystemFacts>> facts(List<String> hosts) {
    return Parallel.map(hosts, fleet.forks(), this::facts);
  }

  private Answer<SystemFacts> facts(String host) {
    try (HostSession session = fleet.open(host)) {
      SystemFacts facts = session.bootstrap().facts();
      Optional<HostSession.Greeted> running = session.running();
      if (running.isEmpty()) {
        return new Answer<>(host, facts, null, false);
      }
      try (AgentClient _ = running.get().agent()) {
        Reply.Hello hello = running.get().hello();
        AgentFacts agent =
            new AgentFacts(hello.agentVersion(), hello.runtimeDigest(), hello.generation());
        return new Answer<>(host, facts.with(agent), null, false);
      }
    } catch (HostException e) {
      return unanswered(host, e);
    } catch (RuntimeException | Error e) {
      return unanswered(host, HostException.internal(e));
    }
  }

  /**
   * Gives words about holds to hosts, which take over those that are newer than their own. Returns
   * all holds of each host.
   */
  public List<Answer<List<Hold>>> hold(List<String> hosts, List<Hold> words) {
    return each(
        hosts, agent -> agent.ask(new Request.Holds(words), Reply.Holds.class, _ -> {}).holds());
  }

  /** Asks one host. */
  @FunctionalInterface
  public interface Asker {
    <T> Answer<T> ask(String host, Question<T> question);
  }

  /** Asks one agent something. */
  @FunctionalInterface
  public interface Question<T> {
    T ask(AgentClient agent) throws HostException;
  }

  private <T> List<Answer<T>> each(List<String> hosts, Question<T> question) {
    return Parallel.map(hosts, fleet.forks(), host -> one(host, question));
  }

  /** Asks one host; only a question that says so changes something. */
  public <T> Answer<T> one(String host, Question<T> question) {
    HostSession before = kept.remove(host);
    if (before != null) {
      Answer<T> again = one(host, before, question);
      if (!again.unreachable()) {
        return again;
      }
      // Only this connection may have ended.
    }
    try {
      return one(host, fleet.open(host), question);
    } catch (HostException e) {
      return unanswered(host, e);
    } catch (RuntimeException | Error e) {
      return unanswered(host, HostException.internal(e));
    }
  }

  private <T> Answer<T> one(String host, HostSession session, Question<T> question) {
    boolean keep = false;
    try {
      Answer<T> answer = ask(host, session, question);
      keep = connections == Connections.KEPT;
      return answer;
    } catch (HostException e) {
      return unanswered(host, e);
    } catch (RuntimeException | Error e) {
      return unanswered(host, HostException.internal(e));
    } finally {
      if (keep) {
        keep(host, session);
      } else {
        session.close();
      }
    }
  }

  private void keep(String host, HostSession session) {
    HostSession other = kept.put(host, session);
    if (other != null) {
      // Of a question to the same host at the same time.
      other.close();
    }
  }

  private <T> Answer<T> ask(String host, HostSession session, Question<T> question)
      throws HostException {
    HostFacts facts = session.bootstrap().probe();
    HostRefusals.checkRoot(facts, fleet.target(host).become());
    if (!facts.socket()) {
      HostRefusals.checkStopped(facts);
      HostFailure down =
          facts.current().isEmpty()
              ? null
              : new HostFailure(
                  "the agent is installed but does not run",
                  "on that host: systemctl status hactl-agent");
      return new Answer<>(host, null, down, false);
    }
    try (AgentClient agent = session.agent()) {
      agent.hello();
      T value = question.ask(agent);
      return new Answer<>(host, value, null, false, System.currentTimeMillis());
    } catch (HostException e) {
      throw e.column() == HostException.RecapColumn.UNREACHABLE ? doesNotAnswer(session, e) : e;
    }
  }

  /** The host is still reachable; the agent is missing. */
  private static HostException doesNotAnswer(HostSession session, HostException e)
      throws HostException {
    session.requireReached();
    return HostException.failed(
        "the agent is installed but does not answer: " + e.getMessage(), e.nextStep());
  }

  static <T> Answer<T> unanswered(String host, HostException e) {
    boolean unreachable = e.column() == HostException.RecapColumn.UNREACHABLE;
    return new Answer<>(host, null, HostFailure.of(e), unreachable);
  }
}
