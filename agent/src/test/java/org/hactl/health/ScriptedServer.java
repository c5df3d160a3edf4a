package org.hactl.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on a port of this machine that runs a test's script for each connection. */
public final class ScriptedServer implements AutoCloseable {
  /** Runs on a connection after its request has been read up to the empty line. */
  @FunctionalInterface
  public interface Script {
    void serve(Socket connection) throws Exception;
  }

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Script script;

  public ScriptedServer(Script script) throws IOException {
    this.script = script;
    listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers with this text and closes. */
  public static Script answer(String text) {
    return connection -> {
      connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      connection.shutdownOutput();
    };
  }

  public void become(Script other) {
    script = other;
  }

  public int port() {
    return listener.getLocalPort();
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port());
  }

  public List<String> requests() {
    return requests;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        open.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      readRequest(connection);
      script.serve(connection);
    } catch (Exception _) {
      // The client has gone, or the test is over.
    } finally {
      open.remove(connection);
    }
  }

  private void readRequest(Socket connection) throws IOException {
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      int b = connection.getInputStream().read();
      if (b < 0) {
        break;
      }
      request.append((char) b);
    }
    requests.add(request.toString());
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket connection : open) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
