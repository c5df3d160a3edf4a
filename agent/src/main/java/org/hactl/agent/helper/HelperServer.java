package org.hactl.agent.helper;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.net.ExtendedSocketOptions;
import org.hactl.module.ProgressListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Answers on a socket until nothing was asked for some time. Each connection has a thread of its
 * own: the work blocks.
 */
public final class HelperServer {
  private static final Logger log = LoggerFactory.getLogger(HelperServer.class);

  private final ServerSocketChannel server;
  private final ObjectMapper mapper;
  private final String image;
  private final HelperWork work;
  private final Duration idle;
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private volatile boolean ending;

  /**
   * @param server a Unix socket that listens; the caller closes it
   * @param mapper as made by {@link org.hactl.host.HostJson#mapper}
   * @param image the digest of the runtime image that runs; empty if there is none
   * @param idle the server ends when it had no connection for this time
   */
  public HelperServer(
      ServerSocketChannel server,
      ObjectMapper mapper,
      String image,
      HelperWork work,
      Duration idle) {
    this.server = server;
    this.mapper = mapper;
    this.image = image;
    this.work = work;
    this.idle = idle;
  }

  /**
   * Returns when nothing more is to be done. Connections that the server has not accepted by then
   * wait in the socket for the next helper. Requests at work go on on their own threads.
   */
  public void run() throws IOException {
    server.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      server.register(selector, SelectionKey.OP_ACCEPT);
      while (true) {
        int endedBefore = ended.get();
        int ready = selector.select(idle.toMillis());
        if (ending || Thread.currentThread().isInterrupted()) {
          return;
        }
        selector.selectedKeys().clear();
        if (ready > 0) {
          accept(selector);
        } else if (active.get() == 0 && ended.get() == endedBefore) {
          return;
        }
      }
    }
  }

  private void accept(Selector selector) throws IOException {
    SocketChannel peer = server.accept();
    if (peer == null) {
      return;
    }
    active.incrementAndGet();
    Thread.ofPlatform()
        .name("request")
        .start(() -> {
          serve(peer);
          ended.incrementAndGet();
          active.decrementAndGet();
          if (ending) {
            selector.wakeup();
          }
        });
  }

  private void serve(SocketChannel peer) {
    try (HelperWire wire = new HelperWire(peer, mapper)) {
      refuseOthers(peer);
      Optional<HelperRequest.Call> call = wire.read(HelperRequest.Call.class);
      if (call.isEmpty()) {
        return;
      }
      if (!call.get().image().equals(image)) {
        // Before the answer: the next connection must find the next helper.
        ending = true;
        wire.write(new HelperReply.OtherImage(image));
        return;
      }
      wire.write(new HelperReply.Accepted());
      HelperRequest request = call.get().request();
      log.atLevel(level(request)).addKeyValue("request", request.summary()).log("asked");
      wire.write(answer(request, wire));
    } catch (IOException e) {
      log.atWarn().addKeyValue("error", e.getMessage()).log("a request ended without its answer");
    } catch (InterruptedException e) {
      log.atInfo().log("the script of a request was ended");
    }
  }

  /** Plans and scripts come all the time; what changes the host is worth a line. */
  private static Level level(HelperRequest request) {
    return request instanceof HelperRequest.Plan || request instanceof HelperRequest.Run
        ? Level.DEBUG
        : Level.INFO;
  }

  /** The socket is for root alone already; this holds even if its folder or mode is changed. */
  private static void refuseOthers(SocketChannel peer) throws IOException {
    var user = peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    if (!user.equals(Files.getOwner(Path.of("/proc/self")))) {
      throw new IOException("the user " + user.getName() + " may not ask");
    }
  }

  private HelperReply answer(HelperRequest request, HelperWire wire) throws InterruptedException {
    if (request instanceof HelperRequest.Run) {
      Thread worker = Thread.currentThread();
      AtomicBoolean over = new AtomicBoolean();
      Thread.ofPlatform()
          .daemon()
          .name("hang-up")
          .start(() -> {
            if (hasHungUp(wire) && over.compareAndSet(false, true)) {
              worker.interrupt();
            }
          });
      HelperReply reply = work.answer(request, ProgressListener.NONE);
      if (!over.compareAndSet(false, true)) {
        throw new InterruptedException("the agent has gone");
      }
      return reply;
    }
    return work.answer(request, (kind, text) -> tell(wire, new HelperReply.Progress(kind, text)));
  }

  /** Waits until the agent closes the connection; false if this side did. */
  private static boolean hasHungUp(HelperWire wire) {
    try {
      return wire.read(HelperRequest.class).isEmpty();
    } catch (ClosedChannelException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static void tell(HelperWire wire, HelperReply.Progress progress) {
    try {
      wire.write(progress);
    } catch (IOException e) {
      // The agent has gone. The work goes on: an installation that stops half way is worse.
      log.atDebug().addKeyValue("error", e.getMessage()).log("progress was not told");
    }
  }
}
