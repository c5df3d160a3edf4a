package org.hactl.health.probe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers each datagram to a port of this machine with the datagrams that a test wants. */
final class DatagramServer implements AutoCloseable {
  /** Says what comes back. */
  @FunctionalInterface
  interface Script {
    List<byte[]> answers(byte[] request);
  }

  private final DatagramSocket socket;
  private final Script script;
  private final List<byte[]> requests = new CopyOnWriteArrayList<>();

  DatagramServer(Script script) throws IOException {
    this.script = script;
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    Thread.ofVirtual().start(this::serve);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  List<byte[]> requests() {
    return requests;
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    while (true) {
      try {
        packet.setLength(65_535);
        socket.receive(packet);
        byte[] request = Arrays.copyOf(packet.getData(), packet.getLength());
        requests.add(request);
        for (byte[] answer : script.answers(request)) {
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException _) {
        return;
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
