package org.hactl.vrrp.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import org.hactl.vrrp.model.VrrpEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events that wait until the packets that go with them have left. */
final class PendingEvents {
  private static final Logger log = LoggerFactory.getLogger(PendingEvents.class);

  private final VrrpListener listener;
  private final Queue<VrrpEvent> events = new ArrayDeque<>();

  PendingEvents(VrrpListener listener) {
    this.listener = listener;
  }

  void add(VrrpEvent event) {
    events.add(event);
  }

  int size() {
    return events.size();
  }

  /** Reports all events to the listener, in order. */
  void report() {
    for (VrrpEvent event = events.poll(); event != null; event = events.poll()) {
      try {
        listener.on(event);
      } catch (RuntimeException e) {
        log.error("a listener failed to handle a VRRP event event={}", event, e);
      }
    }
  }
}
