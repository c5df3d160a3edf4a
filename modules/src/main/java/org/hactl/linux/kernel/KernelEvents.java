package org.hactl.linux.kernel;

import java.util.Collection;
import java.util.function.Consumer;

/** Reports changes of addresses, links, routes, rules and watched parameters. */
public interface KernelEvents {
  /**
   * Starts a daemon thread named {@code netlink} that calls the listener, one event at a time. It
   * reports all changes made after this method returned. An exception that the listener throws is
   * logged.
   */
  Subscription subscribe(Consumer<KernelEvent> listener);

  /** A running subscription. */
  interface Subscription extends AutoCloseable {
    /**
     * Watches exactly these parameters from now on. A parameter that does not exist is left out and
     * tried again at the next call.
     */
    void watchSysctls(Collection<SysctlKey> keys);

    /** Stops the thread and waits for it; the listener is not called afterwards. */
    @Override
    void close();
  }
}
