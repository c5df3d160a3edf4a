package org.hactl.linux;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** A listener of the kernel in memory. */
record FakeSubscription(
    FakeSysctls sysctls, List<Consumer<KernelEvent>> listeners, Consumer<KernelEvent> listener)
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
