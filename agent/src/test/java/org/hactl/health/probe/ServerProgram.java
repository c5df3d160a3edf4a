package org.hactl.health.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;

/** A server of another project, as a process of this test on the loopback. */
final class ServerProgram implements AutoCloseable {
  private final Process process;

  /**
   * Starts it, and returns when a port of it accepts connections.
   *
   * @param log gets what it says
   */
  ServerProgram(Path log, int port, List<String> command) throws IOException {
    this.process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Awaitility.await(command.getFirst() + " listens")
        .failFast(() -> {
          if (!process.isAlive()) {
            throw new AssertionError(command.getFirst() + ": " + Files.readString(log));
          }
        })
        .until(() -> accepts(port));
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(at(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** A port of the loopback that is free now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
