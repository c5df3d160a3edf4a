package org.hactl.agent.engines;

import static java.util.stream.Collectors.toMap;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.hactl.bfd.engine.BfdListener;
import org.hactl.bfd.engine.BfdService;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.BfdStatus;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.bfd.model.SessionSnapshot;
import org.hactl.health.probe.Neighbours;
import org.hactl.host.HostState;
import org.hactl.host.Truth;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.track.TrackSources;
import org.jspecify.annotations.Nullable;

/**
 * The BFD engine of this host, and its last report about each session. The engine starts only when
 * this host has a session.
 */
public final class BfdHost implements TrackSources.BfdSessions, Neighbours, AutoCloseable {
  private final BfdStarter starter;
  private final Consumer<BfdTransition> listener;

  /**
   * The last transition of each session. Transitions for which {@link #counts} is false are left
   * out.
   */
  private final Map<String, BfdTransition> last = new ConcurrentHashMap<>();

  /** The neighbour of each session that is configured. */
  private volatile Map<String, InetAddress> neighbours = Map.of();

  private Map<String, SessionSnapshot> inherited = Map.of();
  private @Nullable BfdService engine;
  private boolean closed;

  /** Starts an engine. */
  @FunctionalInterface
  public interface BfdStarter {
    BfdService start(BfdListener listener);
  }

  /**
   * @param listener receives each transition on the BFD thread, after {@link #look} knows it
   */
  BfdHost(BfdStarter starter, Consumer<BfdTransition> listener) {
    this.starter = starter;
    this.listener = listener;
  }

  /**
   * @throws IllegalArgumentException if the engine cannot be started or refuses the sessions
   */
  synchronized void configure(HostState state) {
    List<BfdConfig> sessions = BfdConfigs.of(state);
    neighbours =
        sessions.stream().collect(toMap(BfdConfig::name, session -> session.path().neighbour()));
    if (engine == null && !sessions.isEmpty() && !closed) {
      engine = start();
      engine.inherit(inherited);
      inherited = Map.of();
    }
    if (engine != null) {
      engine.configure(sessions);
    }
  }

  /** The sessions go on in the place of these, once they are configured. */
  synchronized void inherit(Map<String, SessionSnapshot> from) {
    inherited = from;
    from.forEach((name, session) -> {
      boolean decided = session.reason() != BfdReason.STARTED && session.state() != BfdState.INIT;
      if (decided) {
        last.put(
            name,
            new BfdTransition(
                name,
                session.state(),
                session.state(),
                session.reason(),
                session.diagnostic(),
                session.remote().diagnostic(),
                Instant.EPOCH,
                session.sinceNanos()));
      }
    });
  }

  /** See {@link BfdService#freeze}. */
  synchronized Map<String, SessionSnapshot> freeze(CountDownLatch goOn) {
    return engine == null ? Map.of() : engine.freeze(goOn);
  }

  private BfdService start() {
    try {
      return starter.start(this::changed);
    } catch (LinuxException e) {
      throw new IllegalArgumentException(
          "BFD cannot run on this host: " + e.getMessage() + "; the agent has to run as root", e);
    }
  }

  private void changed(BfdTransition transition) {
    if (transition.reason() == BfdReason.REMOVED) {
      last.remove(transition.session());
    } else if (counts(transition)) {
      last.put(transition.session(), transition);
    }
    listener.accept(transition);
  }

  /**
   * Whether a transition says something about the neighbour. An engine that ends or fails with its
   * agent says nothing about it.
   */
  private static boolean counts(BfdTransition transition) {
    return transition.reason() == BfdReason.NEVER_UP
        || transition.to() != BfdState.INIT && transition.reason() != BfdReason.SHUTDOWN;
  }

  /**
   * The answer is unknown until the session was up, or had enough time to come up. May be called
   * from any thread.
   */
  @Override
  public TrackSources.Said look(String session) {
    BfdTransition transition = last.get(session);
    if (transition == null) {
      return new TrackSources.Said(
          Truth.UNKNOWN, "BFD session " + session + " has not come up yet");
    }
    return new TrackSources.Said(
        Truth.of(transition.to() == BfdState.UP),
        "BFD session %s is %s (%s)"
            .formatted(session, transition.to().text(), transition.reason().text()));
  }

  @Override
  public @Nullable Heard look(@Nullable String session, InetAddress neighbour) {
    Map<String, InetAddress> known = neighbours;
    String name =
        session != null
            ? session
            : known.entrySet().stream()
                .filter(each -> each.getValue().equals(neighbour))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    if (name == null || !known.containsKey(name)) {
      return null;
    }
    TrackSources.Said said = look(name);
    return new Heard(said.truth(), said.cause());
  }

  /** Null for a session that is not configured. */
  @Nullable InetAddress neighbour(String session) {
    return neighbours.get(session);
  }

  public synchronized Optional<BfdStatus> status() {
    return Optional.ofNullable(engine).map(BfdService::status);
  }

  /** Takes the sessions down with AdminDown. */
  @Override
  public synchronized void close() {
    closed = true;
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }
}
