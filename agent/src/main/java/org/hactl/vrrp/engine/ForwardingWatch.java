package org.hactl.vrrp.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.vrrp.model.Input;

/**
 * Tells waiting routers that their interface forwards, which means that it received a frame since
 * they began to wait. The kernel's counter does not show the sender, so a frame of the switch
 * itself counts as well, even if its port does not forward yet.
 */
final class ForwardingWatch {
  private static final long INTERVAL_NANOS = 100_000_000L;

  private final VrrpNetwork network;

  /** The interface's receive counter when the first router began to wait. */
  private final Map<String, Long> before = new HashMap<>();

  private long nextNanos = Long.MAX_VALUE;

  ForwardingWatch(VrrpNetwork network) {
    this.network = network;
  }

  /** When to call {@link #look} next. */
  long nextNanos() {
    return nextNanos;
  }

  /** Looks at the interfaces of the waiting routers. */
  void look(Collection<ActiveRouter> routers, long nowNanos) {
    Map<String, Boolean> forwards = new HashMap<>();
    for (ActiveRouter router : routers) {
      if (router.machine().awaitsFrame()
          && forwards.computeIfAbsent(router.config().interfaceName(), this::hasReceived)) {
        router.step(new Input.FrameHeard(), nowNanos);
      }
    }
    before.keySet().retainAll(forwards.keySet());
    nextNanos = forwards.isEmpty() ? Long.MAX_VALUE : nowNanos + INTERVAL_NANOS;
  }

  private boolean hasReceived(String interfaceName) {
    try {
      long frames = network.receivedFrames(interfaceName);
      return frames > before.computeIfAbsent(interfaceName, _ -> frames);
    } catch (LinuxException e) {
      // The router waits only for a limited time anyway.
      return false;
    }
  }
}
