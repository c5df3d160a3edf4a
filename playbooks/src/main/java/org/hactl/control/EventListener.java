package org.hactl.control;

/** Is told of events, by many threads at once. */
@FunctionalInterface
public interface EventListener {
  void on(HostEvent event);
}
