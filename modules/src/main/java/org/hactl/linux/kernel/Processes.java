package org.hactl.linux.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The processes of this host. */
public interface Processes {
  /** All processes; a process that ends during the call may be missing. */
  List<ProcessInfo> list();

  /** The process with this number; empty if it has ended. */
  Optional<ProcessInfo> find(int pid);

  /**
   * Starts a daemon thread named {@code process-events} that calls the listener, one event at a
   * time. It reports everything that happens after this method returned.
   *
   * @throws LinuxException if the kernel sends no events: it sends them only in the initial
   *     network, process and user namespaces, and only to a program with CAP_NET_ADMIN
   */
  Subscription subscribe(Consumer<ProcessEvent> listener);

  /** A running subscription. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
