package org.hactl.control;

/** Gets events, from several threads at once. */
@FunctionalInterface
public interface EventListener {
  void on(HostEvent event);
}
