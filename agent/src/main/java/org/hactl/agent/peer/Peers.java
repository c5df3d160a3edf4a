package org.hactl.agent.peer;

import java.security.SecureRandom;
import java.util.Map;
import java.util.function.LongSupplier;
import org.hactl.api.PeersView;
import org.hactl.linux.libc.EventPoll;
import org.hactl.linux.libc.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the {@link Conversation} with the other directors on the thread {@code peers}, which has no
 * real-time priority: the VRRP engine only gets its decisions.
 */
public final class Peers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Peers.class);

  private final LongSupplier nanos;
  private final EventPoll poll = EventPoll.open();
  private final PeerSockets sockets = new PeerSockets(poll);
  private final Conversation conversation;
  private final Thread thread = Thread.ofPlatform().name("peers").daemon(true).unstarted(this::run);
  private volatile boolean stopping;
  private volatile boolean woken = true;

  /**
   * @param nanos a monotonic clock
   * @param millis the wall clock, since the epoch
   */
  public Peers(PeerHost host, LongSupplier nanos, LongSupplier millis) {
    this.nanos = nanos;
    this.conversation =
        new Conversation(host, sockets, nanos, millis, new SecureRandom()::nextLong);
  }

  public void start() {
    thread.start();
  }

  /**
   * Something that {@link PeerHost} tells has changed. Any thread may call this; it never waits.
   */
  public void wake() {
    woken = true;
    poll.wake();
  }

  /** See {@link Conversation#view}. */
  public PeersView view() {
    return conversation.view();
  }

  /** See {@link Conversation#reasons}. */
  public Map<String, String> reasons() {
    return conversation.reasons();
  }

  private void run() {
    while (!stopping) {
      woken = false;
      try {
        conversation.turn();
      } catch (RuntimeException e) {
        log.atWarn().addKeyValue("error", e.toString()).log("cannot speak with other directors");
      }
      while (!stopping && !woken && !conversation.heardNews() && waitNanos() > 0) {
        poll.await(waitNanos(), fd -> sockets.read(fd, conversation::hear));
      }
    }
    sockets.close();
    poll.close();
  }

  private long waitNanos() {
    return conversation.nextNanos() - nanos.getAsLong();
  }

  /** Stops the thread and waits for its end. The routers keep what they were told last. */
  @Override
  public void close() {
    stopping = true;
    poll.wake();
    Threads.join(thread);
  }
}
