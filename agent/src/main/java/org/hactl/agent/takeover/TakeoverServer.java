package org.hactl.agent.takeover;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.hactl.linux.libc.Threads;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for a process that wants to take over from this one, one at a time. */
public final class TakeoverServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TakeoverServer.class);

  private final Path path;
  private final ServerSocketChannel server;
  private final ObjectMapper mapper;
  private final Predecessor agent;
  private final Thread thread;
  private volatile @Nullable Wire peer;

  private TakeoverServer(
      Path path, ServerSocketChannel server, ObjectMapper mapper, Predecessor agent) {
    this.path = path;
    this.server = server;
    this.mapper = mapper;
    this.agent = agent;
    this.thread = Thread.ofPlatform().name("takeover").daemon(true).unstarted(this::run);
  }

  /**
   * Listens from now on. The socket takes the place of one that an earlier process left.
   *
   * @param path in a folder that only root can open
   */
  public static TakeoverServer open(Path path, ObjectMapper mapper, Predecessor agent)
      throws IOException {
    Path unnamed = path.resolveSibling("." + path.getFileName());
    Files.deleteIfExists(unnamed);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(unnamed));
    Files.setPosixFilePermissions(unnamed, PosixFilePermissions.fromString("rw-------"));
    Files.move(unnamed, path, StandardCopyOption.ATOMIC_MOVE);
    TakeoverServer opened = new TakeoverServer(path, server, mapper, agent);
    opened.thread.start();
    return opened;
  }

  private void run() {
    while (server.isOpen()) {
      try (SocketChannel channel = server.accept()) {
        try (Wire wire = new Wire(channel, mapper)) {
          peer = wire;
          if (server.isOpen()) {
            converse(wire);
          }
        }
      } catch (ClosedChannelException e) {
        log.atDebug().log("no process can take over any more");
      } catch (IOException e) {
        log.atWarn().addKeyValue("error", e.getMessage()).log("a take-over ended");
      }
    }
  }

  private void converse(Wire wire) {
    Departure departure = new Departure();
    while (!departure.isOver()) {
      Departure.Input input;
      try {
        input = new Departure.Input.Heard(wire.read(departure.patience()));
      } catch (IOException e) {
        input = new Departure.Input.Lost(String.valueOf(e.getMessage()));
      }
      while (input != null) {
        input = carryOut(departure.step(input), wire);
      }
    }
  }

  /** Returns what came of it, if the dialogue has to know. */
  private Departure.@Nullable Input carryOut(List<Departure.Effect> effects, Wire wire) {
    Departure.Input answer = null;
    for (Departure.Effect effect : effects) {
      try {
        answer = carryOut(effect, wire);
      } catch (RuntimeException e) {
        // The effects that follow have to come all the same: without them the host stands still.
        log.atError().setCause(e).log("a step of a take-over failed");
        answer = new Departure.Input.Lost(e.toString());
      }
    }
    return answer;
  }

  private Departure.@Nullable Input carryOut(Departure.Effect effect, Wire wire) {
    return switch (effect) {
      case Departure.Effect.StandStill _ -> new Departure.Input.StoodStill(agent.standStill());
      case Departure.Effect.Freeze _ -> new Departure.Input.Frozen(agent.freeze());
      case Departure.Effect.Send(Message message) -> send(wire, message);
      case Departure.Effect.GoOn _ -> {
        log.atWarn().log("no other process has taken over; this one goes on");
        agent.goOn();
        yield null;
      }
      case Departure.Effect.End(long pid) -> {
        agent.end(pid);
        yield null;
      }
      case Departure.Effect.Name(long pid) -> {
        agent.name(pid);
        yield null;
      }
      case Departure.Effect.Leave _ -> {
        agent.leave();
        yield null;
      }
    };
  }

  private static Departure.@Nullable Input send(Wire wire, Message message) {
    if (message instanceof Message.Refused(String why)) {
      log.atWarn().addKeyValue("why", why).log("another process may not take over now");
    }
    try {
      wire.write(message);
      return null;
    } catch (IOException e) {
      return new Departure.Input.Lost(String.valueOf(e.getMessage()));
    }
  }

  /** Ends a dialogue under way: this process goes on, and can then give its roles away. */
  @Override
  public void close() throws IOException {
    server.close();
    Wire wire = peer;
    if (wire != null) {
      wire.abort();
    }
    if (Thread.currentThread() != thread) {
      Threads.join(thread);
    }
    Files.deleteIfExists(path);
  }
}
