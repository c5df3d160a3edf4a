package org.hactl.vrrp.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import org.hactl.vrrp.model.VrrpEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events that are reported after the packets of the same step have left. */
final class EventQueue {
  private static final Logger log = LoggerFactory.getLogger(EventQueue.class);

  private final Queue<VrrpEvent> events = new ArrayDeque<>();
  private final VrrpListener listener;

  EventQueue(VrrpListener listener) {
    this.listener = listener;
  }

  void add(VrrpEvent event) {
    events.add(event);
  }

  int size() {
    return events.size();
  }

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
