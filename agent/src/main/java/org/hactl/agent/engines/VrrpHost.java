package org.hactl.agent.engines;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.hactl.host.HostState;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.vrrp.engine.VrrpListener;
import org.hactl.vrrp.engine.VrrpService;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterSnapshot;
import org.hactl.vrrp.model.ServingFault;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.model.VrrpStatus;
import org.jspecify.annotations.Nullable;

/**
 * The VRRP engine of this host, which only starts if the host has a virtual router. Methods that do
 * not wait for the engine take no lock that a waiting method holds.
 */
public final class VrrpHost implements AutoCloseable {
  private final VrrpStarter starter;
  private final VrrpListener listener;
  private final Supplier<Set<String>> handedOver;
  private volatile @Nullable VrrpService engine;
  private List<RouterConfig> configured = List.of();
  private final Map<String, TrackVerdict> verdicts = new HashMap<>();
  private Set<String> standBy = Set.of();
  private final Map<String, Input.Deferred> deferred = new HashMap<>();
  private Map<String, RouterSnapshot> inherited = Map.of();
  private volatile boolean closed;

  /** Starts an engine. */
  @FunctionalInterface
  public interface VrrpStarter {
    VrrpService start(VrrpListener listener) throws IOException;
  }

  /**
   * @param handedOver the routers that this host handed over before the engine started
   */
  public VrrpHost(VrrpStarter starter, VrrpListener listener, Supplier<Set<String>> handedOver) {
    this.handedOver = handedOver;
    this.starter = starter;
    this.listener = listener;
  }

  synchronized void configure(HostState state, List<RouterConfig> routers) {
    configure(state, routers, Set.of());
  }

  /** Only the routers of this state stay, and change nothing else. */
  public synchronized void retain(HostState state) {
    configure(
        state,
        configured.stream().filter(router -> state.routerNames().contains(router.name())).toList());
  }

  /**
   * @param routers those of the state, perhaps while they change on the wire
   * @param resumed new routers that this host is master of at this moment
   * @throws IllegalArgumentException if the engine cannot be started or refuses the routers
   */
  synchronized void configure(HostState state, List<RouterConfig> routers, Set<String> resumed) {
    Map<String, ResumeHint> resume = new HashMap<>();
    resumed.forEach(name -> resume.put(name, new ResumeHint(Duration.ZERO)));
    List<SyncGroupConfig> groups = RouterConfigs.groups(state);
    configured = List.copyOf(routers);
    VrrpService running = engine;
    if (running == null) {
      if (!routers.isEmpty() && !closed) {
        running = start();
        running.inherit(inherited);
        inherited = Map.of();
        engine = running;
        synchronized (verdicts) {
          verdicts.forEach(running::track);
          running.standBy(standBy);
        }
        running.handedOver(handedOver.get());
        synchronized (deferred) {
          deferred.forEach((router, how) -> tell(router, how));
        }
        running.configure(routers, groups, resume);
      }
      return;
    }
    running.configure(routers, groups, resume);
  }

  /** The routers go on in the place of these, once they are configured. */
  synchronized void inherit(Map<String, RouterSnapshot> from) {
    inherited = from;
  }

  /** See {@link VrrpService#handsOver}. */
  boolean handsOver() {
    VrrpService running = engine;
    return running != null && running.handsOver();
  }

  /** See {@link VrrpService#freeze}. */
  Map<String, RouterSnapshot> freeze(CountDownLatch goOn) {
    VrrpService running = engine;
    return running == null ? Map.of() : running.freeze(goOn);
  }

  /** Sets the verdict of a router's tracking. The router may be configured later. */
  void track(String router, TrackVerdict verdict) {
    synchronized (verdicts) {
      verdicts.put(router, verdict);
      VrrpService running = engine;
      if (running != null) {
        running.track(router, verdict);
      }
    }
  }

  /** Makes exactly these routers stand by; they may be configured later. */
  public void standBy(Set<String> routers) {
    synchronized (verdicts) {
      standBy = Set.copyOf(routers);
      VrrpService running = engine;
      if (running != null) {
        running.standBy(standBy);
      }
    }
  }

  /** See {@link VrrpService#handOver}. */
  public void handOver(String router) {
    VrrpService running = engine;
    if (running != null) {
      running.handOver(router);
    }
  }

  /** See {@link VrrpService#leave}. */
  public void leave(Duration atMost) {
    VrrpService running = engine;
    if (running != null) {
      running.leave(atMost);
    }
  }

  /** See {@link VrrpService#defer}; the router may be configured later. */
  public void defer(String router, Deference level, @Nullable String why) {
    Input.Deferred how = new Input.Deferred(level, why);
    synchronized (deferred) {
      deferred.put(router, how);
      tell(router, how);
    }
  }

  private void tell(String router, Input.Deferred how) {
    VrrpService running = engine;
    if (running != null) {
      running.defer(router, how.level(), how.why());
    }
  }

  /** See {@link VrrpService#giveUp}. */
  void giveUp(String router) {
    VrrpService running = engine;
    if (running != null) {
      running.giveUp(router);
    }
  }

  public void announce(Collection<String> names) {
    VrrpService running = engine;
    if (running != null) {
      running.addressesReady(names);
    }
  }

  public void lacks(String router, @Nullable ServingFault fault) {
    VrrpService running = engine;
    if (running != null) {
      running.lacks(router, fault);
    }
  }

  public void interfaceChanged(String name) {
    VrrpService running = engine;
    if (running != null) {
      running.interfaceChanged(name);
    }
  }

  public Optional<VrrpStatus> status() {
    VrrpService running = engine;
    if (running == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(running.status());
    } catch (IllegalStateException e) {
      if (closed) {
        // The engine ended during the call.
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Gives the roles away, with priority 0. */
  @Override
  public synchronized void close() {
    closed = true;
    VrrpService running = engine;
    if (running != null) {
      running.close();
      engine = null;
    }
  }

  private VrrpService start() {
    try {
      return starter.start(listener);
    } catch (IOException | LinuxException e) {
      throw new IllegalArgumentException(
          "VRRP cannot run on this host: " + e.getMessage() + "; the agent has to run as root", e);
    }
  }
}
