package org.hactl.linux.memory;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.KernelEvents;
import org.hactl.linux.kernel.SysctlKey;

/** A listener of the kernel in memory. */
record MemorySubscription(
    MemorySysctls sysctls, List<Consumer<KernelEvent>> listeners, Consumer<KernelEvent> listener)
    implements KernelEvents.Subscription {
  @Override
  public void watchSysctls(Collection<SysctlKey> keys) {
    sysctls.watch(listener, keys);
  }

  @Override
  public void close() {
    listeners.remove(listener);
    sysctls.watch(listener, List.of());
  }
}
