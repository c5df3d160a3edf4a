package org.hactl.agent.serve;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.hactl.api.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local API: a Unix socket that only root can open, one virtual thread per connection, one
 * request after the other on each.
 */
public final class ApiServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

  private static final Duration ACCEPT_AGAIN = Duration.ofSeconds(1);

  /**
   * The limit of open connections; further clients wait until one ends. Each may send a small
   * request at the same time.
   */
  private static final int MAX_CONNECTIONS = 256;

  /** Shorter than a client waits for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path path;
  private final Protocol protocol;
  private final ServerSocketChannel server;

  /** Whether the socket has its path; only the agent's main thread writes this. */
  private volatile boolean named;

  private final Semaphore slots = new Semaphore(MAX_CONNECTIONS);
  private final Admission admission = new Admission(Protocol.MAX_LINE_BYTES, PATIENCE);

  private ApiServer(Path path, Protocol protocol, ServerSocketChannel server) {
    this.path = path;
    this.protocol = protocol;
    this.server = server;
  }

  /**
   * Opens the socket. Requests are answered only after {@link #start}.
   *
   * @throws IOException also where another agent answers on that path already
   */
  public static ApiServer open(Path path, Protocol protocol) throws IOException {
    refuseIfAnswered(path);
    ApiServer server = openBeside(path, protocol);
    server.name();
    return server;
  }

  /**
   * Opens a socket that takes the place of another agent's socket in {@link #start}.
   *
   * @throws IOException with the system's answer
   */
  public static ApiServer openBeside(Path path, Protocol protocol) throws IOException {
    Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent(), "socket path");
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    // A client that finds the socket has to be able to connect: it gets its name when it listens.
    Path unnamed = unnamed(path);
    Files.deleteIfExists(unnamed);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(unnamed));
    Files.setPosixFilePermissions(unnamed, PosixFilePermissions.fromString("rw-------"));
    return new ApiServer(path, protocol, server);
  }

  private static Path unnamed(Path path) {
    return path.resolveSibling("." + path.getFileName());
  }

  private void name() throws IOException {
    if (!named) {
      Files.move(unnamed(path), path, StandardCopyOption.ATOMIC_MOVE);
      named = true;
    }
  }

  /** Answers from now on. */
  public void start(RequestHandler requests) throws IOException {
    name();
    Thread.ofVirtual().name("api-accept").start(() -> accept(requests));
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(named ? path : unnamed(path));
  }

  private static void refuseIfAnswered(Path path) throws IOException {
    try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      throw new IOException(
          "another agent listens on "
              + path
              + " ("
              + other.getRemoteAddress()
              + "); stop it first");
    } catch (SocketException e) {
      log.atDebug().addKeyValue("socket", path).log("no agent listens on the socket");
    }
  }

  private void accept(RequestHandler requests) {
    while (server.isOpen()) {
      try {
        slots.acquireUninterruptibly();
        SocketChannel peer = accepted();
        Thread.ofVirtual().name("api").start(() -> serve(peer, requests));
      } catch (IOException e) {
        if (server.isOpen()) {
          // No file descriptor is free: the client waits until there is one.
          log.atError().addKeyValue("error", e.getMessage()).log("cannot accept a connection");
          pause();
        }
      }
    }
  }

  private SocketChannel accepted() throws IOException {
    try {
      return server.accept();
    } catch (IOException | RuntimeException e) {
      slots.release();
      throw e;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(ACCEPT_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketChannel peer, RequestHandler requests) {
    try (peer;
        Conversation conversation = new Conversation(peer, protocol, admission)) {
      conversation.serve(requests);
    } catch (IOException e) {
      log.atDebug().addKeyValue("error", e.getMessage()).log("a client has hung up");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      slots.release();
    }
  }
}
