package org.hactl.linux.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The processes of this host. */
public interface Processes {
  /** All processes; one that ends meanwhile may be missing. */
  List<ProcessInfo> list();

  /** Empty if the process has ended. */
  Optional<ProcessInfo> find(int pid);

  /**
   * Starts a daemon thread named {@code process-events} that calls the listener, one event at a
   * time. It reports everything that happens after this method returned.
   *
   * @throws LinuxException if the kernel sends no events: it does so only in the initial network,
   *     process and user namespaces, and only with CAP_NET_ADMIN
   */
  Subscription subscribe(Consumer<ProcessEvent> listener);

  /** A running subscription. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
