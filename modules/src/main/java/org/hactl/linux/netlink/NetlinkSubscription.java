package org.hactl.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.KernelEvents;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;
import org.hactl.linux.libc.Threads;
import org.hactl.linux.libc.WakeUp;
import org.hactl.linux.watch.Inotify;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code netlink}: waits for notifications of rtnetlink and inotify and passes them on.
 */
final class NetlinkSubscription implements KernelEvents.Subscription {
  private static final Logger LOG = LoggerFactory.getLogger(NetlinkSubscription.class);
  private static final short POLLIN = 1;
  private static final int POLLFD_BYTES = 8;
  private static final int NO_TIMEOUT = -1;

  private final NetlinkLinks links;
  private final Consumer<KernelEvent> listener;
  private final Inotify inotify = new Inotify();
  private final WakeUp wakeUp = new WakeUp();
  private final NetlinkSocket socket =
      NetlinkSocket.open(NetlinkSocket.ROUTE, NetlinkEvents.GROUPS);
  private final NetlinkEvents events = new NetlinkEvents();
  private final Thread thread = new Thread(this::run, "netlink");
  private List<SysctlKey> watched = List.of();
  private boolean finished;

  private NetlinkSubscription(NetlinkLinks links, Consumer<KernelEvent> listener) {
    this.links = links;
    this.listener = listener;
    this.thread.setDaemon(true);
  }

  static NetlinkSubscription start(NetlinkLinks links, Consumer<KernelEvent> listener) {
    NetlinkSubscription subscription = new NetlinkSubscription(links, listener);
    try {
      // After the socket is bound: what changes from here on is in its queue.
      var _ = subscription.events.resync(links.list());
    } catch (LinuxException e) {
      subscription.finish();
      throw e;
    }
    subscription.thread.start();
    return subscription;
  }

  @Override
  public synchronized void watchSysctls(Collection<SysctlKey> keys) {
    watched = List.copyOf(keys);
    watchAgain();
  }

  /** The parameters of an interface that is new, or has another name, are files that are new. */
  private synchronized void watchAgain() {
    if (!finished) {
      inotify.watch(watched);
    }
  }

  private void run() {
    ByteBuffer poll = ByteBuffer.allocate(3 * POLLFD_BYTES).order(ByteOrder.nativeOrder());
    for (int fd : new int[] {socket.fd(), inotify.fd(), wakeUp.fd()}) {
      poll.putInt(fd).putShort(POLLIN).putShort((short) 0);
    }
    try {
      while (true) {
        SystemCall.run("wait for", "notifications", () -> LibC.poll(poll.array(), 3, NO_TIMEOUT));
        if (ready(poll, 2)) {
          return;
        }
        if (ready(poll, 0)) {
          List<KernelEvent> received = receive();
          if (received.stream().anyMatch(NetlinkSubscription::bringsFiles)) {
            watchAgain();
          }
          received.forEach(this::tell);
        }
        if (ready(poll, 1)) {
          inotify.read().forEach(this::tell);
        }
      }
    } catch (LinuxException e) {
      LOG.error("kernel notifications have stopped; only the full pass finds drift now", e);
    } finally {
      finish();
    }
  }

  private static boolean bringsFiles(KernelEvent event) {
    return event instanceof KernelEvent.LinkChanged
        || event instanceof KernelEvent.LinkRenamed
        || event instanceof KernelEvent.Resync;
  }

  /** From here on the descriptors may belong to somebody else. */
  private synchronized void finish() {
    finished = true;
    socket.close();
    inotify.close();
    wakeUp.close();
  }

  private static boolean ready(ByteBuffer poll, int place) {
    return poll.getShort(place * POLLFD_BYTES + 6) != 0;
  }

  private List<KernelEvent> receive() {
    try {
      return events.decode(socket.receive());
    } catch (CodecException e) {
      return List.of(new KernelEvent.Resync("a notification could not be read: " + e.getMessage()));
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOBUFS) || e.errno().equals(Errno.EMSGSIZE)) {
        socket.drain();
        List<KernelEvent> instead = new ArrayList<>(relearn());
        instead.add(new KernelEvent.Resync("notifications were lost: " + e.errno().text()));
        return instead;
      }
      throw e;
    }
  }

  /** Names of interfaces; the old ones are better than no notifications. */
  private List<KernelEvent> relearn() {
    try {
      return events.resync(links.list());
    } catch (LinuxException | CodecException e) {
      LOG.warn("after lost notifications the interfaces could not be listed", e);
      return List.of();
    }
  }

  private void tell(KernelEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.error("event={} the listener failed", event, e);
    }
  }

  @Override
  public void close() {
    wakeUp.wake(thread.getName());
    if (Thread.currentThread() != thread) {
      Threads.join(thread);
    }
  }
}
