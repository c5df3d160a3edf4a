package org.hactl.lab.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hactl.agent.PeerLink;
import org.hactl.agent.converge.AgentDisk;
import org.hactl.agent.converge.AgentThreads;
import org.hactl.agent.converge.Core;
import org.hactl.agent.converge.EngineInbox;
import org.hactl.agent.converge.HostKinds;
import org.hactl.agent.converge.HostModules;
import org.hactl.agent.converge.ManagedHost;
import org.hactl.agent.converge.ProgressRelay;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.converge.time.LaterTasks;
import org.hactl.agent.engines.HandOvers;
import org.hactl.agent.passing.Passing;
import org.hactl.agent.serve.HostLock;
import org.hactl.agent.serve.KeptGenerations;
import org.hactl.agent.serve.Prober;
import org.hactl.agent.serve.ReplySink;
import org.hactl.agent.serve.RequestHandler;
import org.hactl.agent.serve.Requests;
import org.hactl.agent.store.AuditLog;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.store.HandOverStore;
import org.hactl.agent.store.SiteKeyFile;
import org.hactl.agent.store.Storage;
import org.hactl.api.ProtocolException;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.Kinds;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.linux.kernel.Kernel;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.reconcile.DesiredState;
import org.jspecify.annotations.Nullable;

/** An agent's process: all of the agent but its sockets, its engines and its reports. */
final class SimAgent {
  private static final Prober NO_PROBES =
      new Prober() {
        @Override
        public Reply probe(VirtualServiceSpec service, @Nullable String viaAddress) {
          return new Reply.Failed("simulated", "no probes here");
        }

        @Override
        public Reply reach(String address) {
          return new Reply.Failed("simulated", "no probes here");
        }

        @Override
        public Reply endpoint(Request.Endpoint asked) {
          return new Reply.Failed("simulated", "no probes here");
        }
      };

  private static final long JOURNAL_BYTES = 1_000_000;

  /** How long after its start a host looks for what no event reported. */
  private static final Duration POLL = Duration.ofSeconds(20);

  private static final Duration KERNEL_CALL = Duration.ofNanos(200_000);

  private final World world;
  private final SimHost host;
  private final SimProcess process;
  private final Parts parts;
  private final Core core;
  private final SimEngines engines;
  private final RequestHandler handler;
  private final SiteKeyFile keys;
  private final Runnable startPeers;
  private final Passing passing;

  /** Opens its state and begins to work; runs on a thread of its process. */
  SimAgent(World world, SimHost host, SimProcess process, Parts parts, SimSegment segment)
      throws IOException {
    this.world = world;
    this.host = host;
    this.process = process;
    this.parts = parts;
    Storage storage = parts.storage(new SimStorage(host.disk(), process));
    Kernel kernel = parts.kernel(new SimKernel(host.kernel(), this::kernelCall));
    Clock clock = host.clock();
    List<Module<?, ?>> modules =
        Kinds.network(
            kernel,
            (command, _) -> {
              throw new ModuleException("no programs here: " + command.text());
            });
    HostKinds kinds = HostModules.of(modules);
    EventJournal journal = new EventJournal(storage, SimSite.MAPPER, JOURNAL_BYTES);
    AuditLog audit = new AuditLog(storage, SimSite.MAPPER, JOURNAL_BYTES, "simulated");
    this.keys = new SiteKeyFile(storage, SimSite.MAPPER);
    HostLock lock = new HostLock(clock);
    EngineInbox inbox = new EngineInbox(kinds.modules(), clock);
    SimPeers peers = new SimPeers(world, host, process, segment);
    PeerLink link = new PeerLink(keys, lock, peers);
    HandOvers handOvers = new HandOvers(new HandOverStore(storage, SimSite.MAPPER));
    this.engines =
        new SimEngines(world, host, process, segment, parts, inbox, handOvers, peers::wake);
    this.core =
        Core.open(
            new ManagedHost(
                kinds.modules(),
                kernel,
                new DesiredState(kinds.networkResources()),
                new ProgressRelay()),
            new AgentDisk(storage, SimSite.MAPPER, journal, audit),
            inbox,
            engines,
            parts.later(new Later()),
            clock,
            new Threads());
    link.connect(core.generations(), core.holds(), engines.vrrp(), handOvers, engines.requests());
    this.startPeers = () -> peers.start(link);
    this.passing = new Passing(core.network(), kernel, parts.later(new Later()), clock);
    SimStatus status = new SimStatus(host, core, engines, lock, clock);
    Requests requests =
        new Requests(
            core.generations(),
            journal,
            audit,
            _ -> status.read(),
            NO_PROBES,
            (wanted, _) -> handOver(wanted),
            passing,
            lock,
            keys,
            peers::wake,
            new KeptGenerations(core.generations(), SimSite.MAPPER),
            core.holds(),
            "simulated",
            host.imageDigest());
    this.handler = parts.handler(host.name(), requests);
  }

  Core core() {
    return core;
  }

  /** The id of the key with which it speaks to other directors; empty without one. */
  Optional<String> siteKeyId() {
    return keys.get().map(each -> each.key().id());
  }

  SimEngines engines() {
    return engines;
  }

  void begin(boolean afterBoot) {
    core.watch(host.kernel().events());
    core.start(afterBoot);
    passing.cleanUp();
    if (parts.directorsSpeak()) {
      startPeers.run();
    }
    poll();
  }

  private void poll() {
    later(
        POLL,
        () -> {
          core.lookAtSysctls();
          core.lookAtVirtualServices();
          core.reviveEngines();
          poll();
        });
  }

  private void later(Duration delay, Runnable task) {
    world.after(
        delay,
        () -> {
          if (process.isAlive()) {
            process.start("later", task);
          }
        });
  }

  private void kernelCall() {
    if (Thread.currentThread().getName().endsWith("role-addresses")) {
      // It changes the kernel while it holds a monitor.
      process.step();
    } else {
      process.stepAside();
      if (host.way().slowness > 1) {
        world.pauseFirmly(KERNEL_CALL.multipliedBy(host.way().slowness));
        process.step();
      }
    }
  }

  /** Serves one connection, until it ends. */
  void serve(Connection connection) {
    ReplySink sink =
        new ReplySink() {
          @Override
          public boolean offer(Reply reply) {
            connection.toClient(SimSite.PROTOCOL.write(reply));
            return true;
          }

          @Override
          public boolean awaitGone(Duration limit) {
            return true;
          }
        };
    try {
      for (byte[] line = connection.atAgent.next();
          line != null;
          line = connection.atAgent.next()) {
        Reply reply =
            answer(connection.client(), new String(line, StandardCharsets.UTF_8).strip(), sink);
        process.stepAside();
        connection.toClient(SimSite.PROTOCOL.write(reply));
      }
    } catch (IOException e) {
      world.violate(host.name() + ": a connection ended with " + e);
    } finally {
      handler.ended(sink);
    }
  }

  private Reply answer(String client, String line, ReplySink sink) {
    try {
      Request request = SimSite.PROTOCOL.readRequest(line);
      world.note(() -> host.name() + " is asked: " + request.getClass().getSimpleName());
      Optional<Reply> modelled = modelled(request);
      if (modelled.isPresent()) {
        return modelled.get();
      }
      host.referee().asked(host, this, client, request);
      process.stepAside();
      Reply reply = handler.handle(request, sink);
      host.referee().answered(host, this, client, request, reply);
      return reply;
    } catch (ProtocolException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What needs a network. */
  private static Optional<Reply> modelled(Request request) {
    return request instanceof Request.Reach
        ? Optional.of(new Reply.Probe(true, "", 1))
        : Optional.empty();
  }

  private Reply handOver(Request.HandOver wanted) {
    return engines.isMaster(wanted.router())
            && engines.requests().handOver(wanted.router(), wanted.who())
        ? new Reply.Done()
        : new Reply.Failed(Reply.Failed.NOT_MASTER, host.name() + " is not master");
  }

  private final class Later implements LaterTasks {
    @Override
    public void after(Duration delay, Runnable task) {
      later(delay, task);
    }

    @Override
    public void soon(Runnable task) {
      process.start("soon", task);
    }

    @Override
    public void warmUp(Runnable task) {}
  }

  private final class Threads implements AgentThreads {
    @Override
    public Thread make(String name, Runnable work) {
      return process.make(name, work);
    }

    @Override
    public Thread makeUrgent(String name, int realtimePriority, Runnable work) {
      return process.make(name, work);
    }
  }
}
