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
import java.util.Optional;
import org.hactl.api.LineReader;
import org.hactl.api.Protocol;
import org.hactl.api.ProtocolException;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local API: a Unix socket that only root can open, one virtual thread per connection, one
 * request after the other on each.
 */
public final class ApiServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

  private static final Duration ACCEPT_AGAIN = Duration.ofSeconds(1);

  private final Path path;
  private final Protocol protocol;
  private final ServerSocketChannel server;

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
    Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent(), "socket path");
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    refuseIfAnswered(path);
    // A client that finds the socket has to be able to connect: it gets its name when it listens.
    Path unnamed = path.resolveSibling("." + path.getFileName());
    Files.deleteIfExists(unnamed);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(unnamed));
    Files.setPosixFilePermissions(unnamed, PosixFilePermissions.fromString("rw-------"));
    Files.move(unnamed, path, StandardCopyOption.ATOMIC_MOVE);
    return new ApiServer(path, protocol, server);
  }

  public void start(RequestHandler requests) {
    Thread.ofVirtual().name("api-accept").start(() -> accept(requests));
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(path);
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
        SocketChannel peer = server.accept();
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

  private static void pause() {
    try {
      Thread.sleep(ACCEPT_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketChannel peer, RequestHandler requests) {
    try (peer) {
      LineReader lines = new LineReader(peer, Protocol.MAX_LINE_BYTES);
      LineWriter answers = new LineWriter(peer);
      try {
        Optional<String> line = lines.next();
        while (line.isPresent()) {
          answers.send(protocol.write(answer(line.get(), requests, answers)));
          line = lines.next();
        }
      } catch (LineReader.LineTooLongException e) {
        answers.send(
            protocol.write(new Reply.Failed("line-too-long", String.valueOf(e.getMessage()))));
      } finally {
        answers.finish();
      }
    } catch (IOException e) {
      log.atDebug().addKeyValue("error", e.getMessage()).log("a client has hung up");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply answer(String line, RequestHandler requests, LineWriter answers) {
    Request request;
    try {
      request = protocol.readRequest(line);
    } catch (ProtocolException e) {
      return new Reply.Failed("unknown-request", String.valueOf(e.getMessage()));
    }
    try {
      return requests.handle(request, new Lines(answers));
    } catch (RuntimeException e) {
      log.atError()
          .setCause(e)
          .addKeyValue("request", request.getClass().getSimpleName())
          .log("a request failed because of a bug in hactl");
      return new Reply.Failed("internal", "internal error on this host, see the agent's log: " + e);
    }
  }

  private final class Lines implements ReplySink {
    private final LineWriter answers;

    Lines(LineWriter answers) {
      this.answers = answers;
    }

    @Override
    public boolean offer(Reply reply) {
      return answers.offer(protocol.write(reply));
    }

    @Override
    public boolean awaitGone(Duration limit) throws InterruptedException {
      return answers.awaitGone(limit);
    }
  }
}
