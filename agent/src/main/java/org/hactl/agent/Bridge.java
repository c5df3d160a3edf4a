package org.hactl.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/**
 * Joins standard input and output to the agent's socket: the way in for a user who needs {@code
 * sudo}, and where sshd forbids forwarding.
 */
final class Bridge {
  private Bridge() {}

  /** Returns when the agent has closed the connection. */
  static void run(Path socket, InputStream in, OutputStream out) throws IOException {
    try (SocketChannel agent = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      Thread.ofPlatform().daemon(true).name("bridge-in").start(() -> forward(in, agent));
      WritableByteChannel sink = Channels.newChannel(out);
      ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
      while (agent.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          sink.write(buffer);
        }
        out.flush();
        buffer.clear();
      }
    }
  }

  private static void forward(InputStream in, SocketChannel agent) {
    try {
      byte[] buffer = new byte[64 * 1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          agent.write(bytes);
        }
      }
      // The end of input is passed on: the agent finishes the request, and closes the connection.
      agent.shutdownOutput();
    } catch (IOException e) {
      // The agent closed the connection: the other direction ends as well.
    }
  }
}
