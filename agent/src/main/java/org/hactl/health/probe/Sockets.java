package org.hactl.health.probe;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.hactl.host.CheckPath;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.socket.Egress;
import org.hactl.linux.socket.EgressSocket;
import org.hactl.linux.socket.UdpCall;
import org.jspecify.annotations.Nullable;

/** Opens the sockets of the tries of one aim, which leave this host as the aim says. */
record Sockets(Aim aim, Means means) {
  private static final int BIND_TRIES = 20;

  /** An unconnected socket, bound if the aim says from where. */
  Socket tcp() throws IOException {
    CheckPath path = aim.path();
    InetAddress source = source();
    Socket socket =
        aim.egress().equals(Egress.BY_ROUTE)
            ? means.sockets().open()
            : EgressSocket.open(Family.of(aim.address().getAddress()), aim.egress());
    try {
      if (path != null && source != null) {
        bind(socket, source, path);
        // The end is a reset: IPVS keeps the entry of a connection that was reset only for seconds.
        socket.setSoLinger(true, 0);
      } else if (source != null && !socket.isBound()) {
        socket.bind(new InetSocketAddress(source, 0));
      }
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void bind(Socket socket, InetAddress source, CheckPath path) throws IOException {
    for (int tried = 1; ; tried++) {
      int port =
          means.sourcePorts().next(aim.address(), path.mark(), System.nanoTime() / 1_000_000);
      try {
        socket.bind(new InetSocketAddress(source, port));
        return;
      } catch (IOException e) {
        boolean taken = String.valueOf(e.getMessage()).startsWith(Errno.EADDRINUSE.text());
        if (!taken || tried == BIND_TRIES) {
          throw e;
        }
      }
    }
  }

  /** A connected socket. */
  UdpCall udp() throws IOException {
    return UdpCall.open(aim.address(), source(), aim.egress());
  }

  /** Where tries come from; null for the address of the route. */
  @Nullable InetAddress source() throws IOException {
    CheckPath path = aim.path();
    String said = aim.check().at().source();
    if (said != null) {
      return InetAddress.ofLiteral(said);
    }
    return path == null ? null : own(path);
  }

  /**
   * The address with which this host speaks to the real server itself. To a VIP that it holds it
   * would speak from the VIP.
   */
  private InetAddress own(CheckPath path) throws IOException {
    Egress unmarked = new Egress(aim.check().at().interfaceName(), null);
    InetAddress own = UdpCall.sourceToward(InetAddresses.parse(path.address()), unmarked);
    InetAddress vip = aim.address().getAddress();
    if (own.equals(vip) || Family.of(own) != Family.of(vip)) {
      throw new BindException(
          "%s (this host has no address of its own toward %s; write a source)"
              .formatted(Errno.EADDRNOTAVAIL.text(), path.address()));
    }
    return own;
  }

  /** Why a try would say nothing about the real server; null if it would say something. */
  @Nullable String lack() {
    CheckPath path = aim.path();
    if (path == null) {
      return null;
    }
    try {
      InetAddress source = source();
      InetAddress vip = aim.address().getAddress();
      return means.vipWays().lack(path, vip, requireNonNullElse(source, vip));
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
