package org.hactl.cli.rehearsal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;

/** An SSH server on a free port of the loopback, in front of a host in memory. */
final class SshStandIn implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final ServerSocket server;
  private final Ed25519Key hostKey;
  private final KeyAgreement agreement;
  private final MemoryHost host;

  private SshStandIn(
      ServerSocket server, Ed25519Key hostKey, KeyAgreement agreement, MemoryHost host) {
    this.server = server;
    this.hostKey = hostKey;
    this.agreement = agreement;
    this.host = host;
  }

  static SshStandIn start(Ed25519Key hostKey, KeyAgreement agreement, MemoryHost host)
      throws IOException {
    SshStandIn standIn =
        new SshStandIn(
            new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})),
            hostKey,
            agreement,
            host);
    Thread.ofVirtual().name("stand-in").start(standIn::accept);
    return standIn;
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().name("stand-in client").start(() -> serve(client));
      }
    } catch (IOException e) {
      // The rehearsal is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      SshTransport transport =
          new SshTransport(
              new BufferedInputStream(client.getInputStream()),
              new BufferedOutputStream(client.getOutputStream()));
      new SshHandshake(transport, hostKey, agreement).run();
      new SshDialogue(transport, host).run();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // The client is gone, or says what went wrong.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
