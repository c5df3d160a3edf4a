package org.hactl.agent.sync;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.function.LongSupplier;
import org.hactl.linux.kernel.ipvs.IpvsSyncDaemon;
import org.hactl.linux.net.Family;
import org.jspecify.annotations.Nullable;

/**
 * A member of the multicast group of connection sync, beside the kernel's own. The kernel's sender
 * has multicast loop on, so that it hears this host's messages, too.
 */
final class SyncListener implements AutoCloseable {
  private static final int MAX_MESSAGE = 65_507;

  private final DatagramChannel channel;
  private final IpvsSyncDaemon daemon;
  private final int interfaceIndex;
  private final SyncCounts sent;
  private final SyncCounts received;
  private final LongSupplier wallMillis;
  private final Thread thread;
  private volatile boolean ended;

  /** The last sender of each side: most messages come from it, and to ask the system takes time. */
  private @Nullable InetAddress own;

  private @Nullable InetAddress other;

  private SyncListener(
      DatagramChannel channel,
      IpvsSyncDaemon daemon,
      int interfaceIndex,
      SyncCounts sent,
      SyncCounts received,
      LongSupplier wallMillis) {
    this.channel = channel;
    this.daemon = daemon;
    this.interfaceIndex = interfaceIndex;
    this.sent = sent;
    this.received = received;
    this.wallMillis = wallMillis;
    this.thread = Thread.ofVirtual().name("connection-sync").unstarted(this::listen);
  }

  /**
   * @throws IOException if the interface does not exist or the group cannot be joined
   */
  static SyncListener open(
      IpvsSyncDaemon daemon, SyncCounts sent, SyncCounts received, LongSupplier wallMillis)
      throws IOException {
    NetworkInterface at = NetworkInterface.getByName(daemon.interfaceName());
    if (at == null) {
      throw new IOException("there is no interface " + daemon.interfaceName());
    }
    DatagramChannel channel =
        DatagramChannel.open(
            Family.of(daemon.group()) == Family.INET
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(new InetSocketAddress(daemon.group(), daemon.port()));
      channel.join(daemon.group(), at);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    SyncListener listener =
        new SyncListener(channel, daemon, at.getIndex(), sent, received, wallMillis);
    listener.thread.start();
    return listener;
  }

  /** Whether it still hears the interface, which may have been made anew. */
  boolean listens() {
    return !ended && interfaceIndex == index(daemon.interfaceName());
  }

  private static int index(String interfaceName) {
    try {
      NetworkInterface now = NetworkInterface.getByName(interfaceName);
      return now == null ? 0 : now.getIndex();
    } catch (SocketException e) {
      return 0;
    }
  }

  private void listen() {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_MESSAGE);
    try {
      while (channel.isOpen()) {
        if (channel.receive(buffer.clear()) instanceof InetSocketAddress from) {
          SyncMessage.read(buffer.flip())
              .filter(message -> message.syncId() == daemon.id() || daemon.id() == 0)
              .ifPresent(message ->
                  (isOwn(from.getAddress()) ? sent : received)
                      .add(message, wallMillis.getAsLong()));
        }
      }
    } catch (IOException e) {
      // It was closed, or the next look opens it again.
    } finally {
      ended = true;
    }
  }

  private boolean isOwn(InetAddress from) {
    if (from.equals(own) || from.equals(other)) {
      return from.equals(own);
    }
    boolean here = isHere(from);
    if (here) {
      own = from;
    } else {
      other = from;
    }
    return here;
  }

  private static boolean isHere(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed even if the close fails.
    }
  }
}
