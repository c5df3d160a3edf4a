package org.hactl.linux.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The processes of this host. */
public interface Processes {
  /** All of them; one that ends meanwhile may be missing. */
  List<ProcessInfo> list();

  /** Empty where there is no such process any more. */
  Optional<ProcessInfo> find(int pid);

  /**
   * Starts a daemon thread named {@code process-events} that calls the listener, one event at a
   * time. Everything that happens after this method returned is told.
   *
   * @throws LinuxException if the kernel tells nothing here: it does so only in the first network,
   *     process and user namespaces, and only with CAP_NET_ADMIN
   */
  Subscription subscribe(Consumer<ProcessEvent> listener);

  /** A running subscription. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
