package org.hactl.linux.netlink;

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
import org.hactl.linux.libc.EventPoll;
import org.hactl.linux.libc.Threads;
import org.hactl.linux.watch.Inotify;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code netlink}: waits for notifications of rtnetlink and inotify and passes them on.
 */
final class NetlinkSubscription implements KernelEvents.Subscription {
  private static final Logger LOG = LoggerFactory.getLogger(NetlinkSubscription.class);

  private final NetlinkLinks links;
  private final Consumer<KernelEvent> listener;
  private final Inotify inotify = new Inotify();
  private final EventPoll poll = EventPoll.open();
  private final NetlinkSocket socket =
      NetlinkSocket.open(NetlinkSocket.ROUTE, NetlinkEvents.GROUPS);
  private final NetlinkEvents events = new NetlinkEvents();
  private final Thread thread = new Thread(this::run, "netlink");
  private List<SysctlKey> watched = List.of();
  private volatile boolean stopping;
  private boolean finished;

  private NetlinkSubscription(NetlinkLinks links, Consumer<KernelEvent> listener) {
    this.links = links;
    this.listener = listener;
    this.thread.setDaemon(true);
  }

  static NetlinkSubscription start(NetlinkLinks links, Consumer<KernelEvent> listener) {
    NetlinkSubscription subscription = new NetlinkSubscription(links, listener);
    try {
      // The links are listed after the socket is bound: the socket queues every later change.
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

  /** Watches the parameter files again: a new or renamed interface has new files. */
  private synchronized void watchAgain() {
    if (!finished) {
      inotify.watch(watched);
    }
  }

  private void run() {
    try {
      poll.add(socket.fd());
      poll.add(inotify.fd());
      while (!stopping) {
        poll.await(this::read);
      }
    } catch (LinuxException e) {
      LOG.error(
          "kernel notifications have stopped; drift is found only by the scheduled full pass now",
          e);
    } finally {
      finish();
    }
  }

  private void read(int fd) {
    if (fd == inotify.fd()) {
      inotify.read().forEach(this::tell);
      return;
    }
    List<KernelEvent> received = receive();
    if (received.stream().anyMatch(NetlinkSubscription::bringsFiles)) {
      watchAgain();
    }
    received.forEach(this::tell);
  }

  private static boolean bringsFiles(KernelEvent event) {
    return event instanceof KernelEvent.LinkChanged
        || event instanceof KernelEvent.LinkRenamed
        || event instanceof KernelEvent.Resync;
  }

  /** Closes the descriptors; other files may then get the same numbers. */
  private synchronized void finish() {
    finished = true;
    socket.close();
    inotify.close();
    poll.close();
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

  /**
   * Learns the interfaces' names again; if that fails, the old names are better than no
   * notifications.
   */
  private List<KernelEvent> relearn() {
    try {
      return events.resync(links.list());
    } catch (LinuxException | CodecException e) {
      LOG.warn("cannot list the interfaces after notifications were lost", e);
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
    stopping = true;
    poll.wake();
    if (Thread.currentThread() != thread) {
      Threads.join(thread);
    }
  }
}
