package org.hactl.linux.kernel;

import java.util.Collection;
import java.util.function.Consumer;

/** Tells when addresses, links, routes, rules or watched parameters change. */
public interface KernelEvents {
  /**
   * Starts a daemon thread named {@code netlink} that calls the listener, one event at a time. All
   * changes made after this method returned are told. What the listener throws is logged.
   */
  Subscription subscribe(Consumer<KernelEvent> listener);

  /** A running subscription. */
  interface Subscription extends AutoCloseable {
    /**
     * Watches exactly these parameters from now on. A parameter that does not exist (any more) is
     * left out and tried again at the next call.
     */
    void watchSysctls(Collection<SysctlKey> keys);

    /** Stops the thread and waits for it; the listener is not called any more afterwards. */
    @Override
    void close();
  }
}
